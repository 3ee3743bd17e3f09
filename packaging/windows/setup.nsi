; PodDesktop-VERSION-setup.exe: for one account, without any rights. build.py gives the values in ${…}.
;
; Exit codes, also in docs/install.md: 0 done, 1 cancelled by the person, and those below.
!define CODE_FAILED 2          ; a file could not be written or removed; nothing has changed
!define CODE_RUNNING 3         ; POD Desktop, or another setup of it, is running
!define CODE_NEWER 4           ; a newer version is installed
!define CODE_WINDOWS 5         ; older than Windows 10 version 1809
!define CODE_FOR_EVERYBODY 6   ; the MSI has installed it for all accounts
!define CODE_FULL 7            ; no room on the disk
!define CODE_FOLDER 8          ; the folder given by /D= cannot be used
;
; After all but 0 the program is as it was; where even that failed, the sentence says where it lies.
; An upgrade that is broken off leaves the old program or the new one: all files are written beside, brought to the
; disk, and put in place by renaming the folder. What a broken-off setup left is mended or removed by the next.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 32
RequestExecutionLevel user
ManifestDPIAware true
ManifestDPIAwareness "PerMonitorV2,system"
ManifestSupportedOS Win10
ManifestLongPathAware true
AllowSkipFiles off
CRCCheck on
ShowInstDetails hide
ShowUninstDetails hide

!define NAME "POD Desktop"
!define EXE "PodDesktop.exe"
!define UNINSTALL "PodDesktop-uninstall.exe"
!define ARP "Software\Microsoft\Windows\CurrentVersion\Uninstall\PodDesktop"
!define FOR_EVERYBODY "Software\POD Desktop" ; in HKLM, written by product.wxs
!define USUAL "$LOCALAPPDATA\Programs\POD Desktop"
!define DATA "$LOCALAPPDATA\POD Desktop"
!define NEW ".pod-setup-new"
!define OLD ".pod-setup-old"
!define KEPT "The data of POD Desktop have been left where they are: ${DATA}"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "${USUAL}"
InstallDirRegKey HKCU "${ARP}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "© ${PUBLISHER}"
VIAddVersionKey FileDescription "${NAME} ${VERSION} setup"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include FileFunc.nsh
!include running.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "This installs ${NAME} ${VERSION} for your account. It needs no administrator, \
and what you have noted in ${NAME} is not touched.$\r$\n$\r$\nFolder: $INSTDIR"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "The program will be removed. Your data stay where they are: ${DATA}"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "The program has been removed.$\r$\n$\r$\n${KEPT}"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"

Var Installed ; the version that is installed for this account, or nothing
Var Setup     ; the mutex that keeps two setups apart

; Says it in a window or, when silent, on the standard output; then ends with the code.
!macro Refuse CODE TEXT
  StrCpy $0 "${TEXT}"
  SetErrorLevel ${CODE}
  Call ${UN}Refuse
!macroend
!define Refuse "!insertmacro Refuse"

; Renames, and waits for whoever holds a file in it, such as a scanner that looks at new files. Sets the error flag when that was in vain.
!macro RenameSoon FROM TO
  StrCpy $9 0
  ${Do}
    ClearErrors
    Rename "${FROM}" "${TO}"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    IntOp $9 $9 + 1
    ${If} $9 >= ${TRIES}
      SetErrors
      ${Break}
    ${EndIf}
    Sleep 500
  ${Loop}
!macroend
!define RenameSoon "!insertmacro RenameSoon"

!macro Functions UN_
  Function ${UN_}Say
    ${If} ${Silent}
      System::Call 'kernel32::AttachConsole(i -1)'
      System::Call 'kernel32::GetStdHandle(i -11) p .r1'
      FileWrite $1 "$0$\r$\n"
    ${Else}
      MessageBox MB_OK|MB_ICONINFORMATION "$0"
    ${EndIf}
  FunctionEnd

  Function ${UN_}Refuse
    Call ${UN_}Say
    SetOutPath "$TEMP"
    Quit
  FunctionEnd

  !insertmacro FunctionLookWhetherRunning ${UN_}LookWhetherRunning

  Function ${UN_}RequireNotRunning
    Call ${UN_}LookWhetherRunning
    ${If} $Running = 1
      ${Refuse} ${CODE_RUNNING} "${NAME} is running. Please close it on all accounts of this computer, then start this \
again. Nothing has been changed."
    ${EndIf}
  FunctionEnd

  Function ${UN_}RequireNoOtherSetup
    System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\PodDesktop.setup") p .r0 ? e'
    Pop $1
    StrCpy $Setup $0 ; held until this ends
    ${If} $1 = 183 ; ERROR_ALREADY_EXISTS
      ${Refuse} ${CODE_RUNNING} "Another setup of ${NAME} is running. Nothing has been changed."
    ${EndIf}
  FunctionEnd

  ; Sets $0 to 1 where the file or folder $0 is a link to another place: Windows calls it a reparse point.
  Function ${UN_}AskWhetherLink
    System::Call 'kernel32::GetFileAttributesW(w r0) i .r0'
    ${If} $0 = -1 ; INVALID_FILE_ATTRIBUTES
      StrCpy $0 0
    ${Else}
      IntOp $0 $0 & 0x400
      ${If} $0 <> 0
        StrCpy $0 1
      ${EndIf}
    ${EndIf}
  FunctionEnd

  ; Removes the folder on the stack with all that is in it. Of a link only the link goes: RMDir /r would empty the place
  ; that it leads to.
  Function ${UN_}RemoveTree
    Exch $3
    Push $1
    Push $2
    StrCpy $0 $3
    Call ${UN_}AskWhetherLink
    ${If} $0 = 0
      FindFirst $1 $2 "$3\*.*"
      ${DoUntil} $2 == ""
        ${If} $2 == "."
        ${OrIf} $2 == ".."
        ${ElseIf} ${FileExists} "$3\$2\*.*"
          Push "$3\$2"
          Call ${UN_}RemoveTree
        ${Else}
          Delete "$3\$2"
        ${EndIf}
        FindNext $1 $2
      ${Loop}
      FindClose $1
    ${EndIf}
    RMDir "$3"
    Pop $2
    Pop $1
    Pop $3
  FunctionEnd

  ; Removes from the folder $0 what setups put there, and the folder if nothing else lies in it.
  Function ${UN_}RemoveProgram
    Push $4
    StrCpy $4 $0
    Call ${UN_}AskWhetherLink
    ${If} $0 = 0
      Delete "$4\PodDesktop*.exe"
      ${If} ${FileExists} "$4\_internal\*.*"
        Push "$4\_internal"
        Call ${UN_}RemoveTree
      ${EndIf}
      RMDir "$4"
    ${EndIf}
    StrCpy $0 $4
    Pop $4
  FunctionEnd
!macroend

!define UN ""
!insertmacro Functions ""
!undef UN
!define UN "un."
!insertmacro Functions "un."
!undef UN
!define UN ""

!include setup-checks.nsh
!include setup-files.nsh

Function .onInit
  SetShellVarContext current
  ReadRegStr $Installed HKCU "${ARP}" "DisplayVersion"
  Call RequireWindows
  Call RequireNoOtherSetup
  Call RequireNotForEverybody
  Call RequireNoNewer
  Call RequireNotRunning
  Call RequireFolder
FunctionEnd

Section
  Call RequireNotRunning ; it may have been started while the pages were read
  Call MendBrokenOff
  Call RequireRoom
  Call WriteBeside
  Call PutInPlace
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}" "" "" "" "" "" "Network map, agenda and turn log"
  WriteRegStr HKCU "${ARP}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${ARP}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ARP}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${ARP}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${ARP}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ARP}" "Comments" "Removing the program leaves the data in ${DATA}"
  WriteRegStr HKCU "${ARP}" "UninstallString" '"$INSTDIR\${UNINSTALL}"'
  WriteRegStr HKCU "${ARP}" "QuietUninstallString" '"$INSTDIR\${UNINSTALL}" /S'
  WriteRegDWORD HKCU "${ARP}" "EstimatedSize" ${SIZE_KIB}
  WriteRegDWORD HKCU "${ARP}" "NoModify" 1
  WriteRegDWORD HKCU "${ARP}" "NoRepair" 1
SectionEnd

!undef UN
!define UN "un."
!include setup-remove.nsh

; Signs the uninstaller while it is being made; `SIGN` is build.py with an order to sign.
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
