; The one thing that the MSI cannot ask by itself: whether the program runs. It starts this first and reads the answer,
; a volatile value of the registry that no restart keeps (product.wxs).
Unicode true
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
ManifestSupportedOS Win10
Name "POD Desktop: is it running?"
OutFile "${OUT}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "POD Desktop"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "© ${PUBLISHER}"
VIAddVersionKey FileDescription "Asks whether POD Desktop is running"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"

!include LogicLib.nsh
!include x64.nsh
!include running.nsh
!define KEY "Software\POD Desktop installer"

!insertmacro FunctionLookWhetherRunning LookWhetherRunning

Section
  DeleteRegKey HKCU "${KEY}"
  Call LookWhetherRunning
  ${If} $Running = 1
    ; HKEY_CURRENT_USER, REG_OPTION_VOLATILE, KEY_ALL_ACCESS
    System::Call 'advapi32::RegCreateKeyExW(p 0x80000001, w "${KEY}", i 0, p 0, i 1, i 0xF003F, p 0, *p .r1, p 0) i .r2'
    WriteRegStr HKCU "${KEY}" "Running" "1"
    System::Call 'advapi32::RegCloseKey(p r1)'
  ${EndIf}
SectionEnd
