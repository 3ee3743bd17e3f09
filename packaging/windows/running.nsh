; Whether POD Desktop runs, for the setup and the uninstaller (running.c does the same for the MSI):
; pod_desktop/running.py holds these mutexes as long as it does. `Local\` is seen in one
; session, `Global\` in all; one of another account cannot be opened, and that refusal tells it, too.

!define MUTEX "PodDesktop.running"
Var Running ; 1 or 0, set by the function below

!macro _Holds NAME
  System::Call 'kernel32::OpenMutexW(i 0x00100000, i 0, w "${NAME}") p .r0 ? e' ; SYNCHRONIZE
  Pop $1
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    StrCpy $Running 1
  ${ElseIf} $1 = 5 ; ERROR_ACCESS_DENIED
    StrCpy $Running 1
  ${EndIf}
!macroend

!macro FunctionLookWhetherRunning NAME
  Function ${NAME}
    StrCpy $Running 0
    !insertmacro _Holds "Local\${MUTEX}"
    !insertmacro _Holds "Global\${MUTEX}"
  FunctionEnd
!macroend
