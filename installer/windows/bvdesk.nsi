; Per-user set-up, without administrator rights. Silent: bvdesk-setup.exe /S [/D=C:\folder]; avinstaller.exe /S. Exit code 5: bvdesk is running.
Target amd64-unicode
Unicode true
ManifestDPIAware true
SetCompressor /SOLID ${COMPRESSOR}
SetDateSave off
Name "bvdesk"
OutFile "${OUT}"
!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"'
!endif
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\bvdesk"
InstallDirRegKey HKCU "Software\bvdesk" "InstallDir"
BrandingText "bvdesk ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "bvdesk"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "bvdesk – installasjon"
VIAddVersionKey "LegalCopyright" "MIT"

!include MUI2.nsh
!define MUI_ICON "${STAGE}\bvdesk.ico"
!define MUI_UNICON "${STAGE}\bvdesk.ico"
!define MUI_WELCOMEPAGE_TITLE "bvdesk ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Programmet installeres bare for deg, og du trenger ikke være administrator. Har du bvdesk fra før, blir det oppgradert. Tallene dine røres ikke."
!define MUI_FINISHPAGE_RUN "$INSTDIR\python\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "$\"$INSTDIR\src\main.py$\""
!define MUI_FINISHPAGE_RUN_TEXT "Start bvdesk"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Programmet fjernes. Tallene dine, sikkerhetskopiene og rapportene blir liggende."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${STAGE}\src\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Norwegian"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\bvdesk"
!define CLASSES "Software\Classes"
!define FILETYPE "bvdesk.tjenestefil"

; A library that is in use cannot be opened for writing.
!macro StopWhenRunning
  ${If} ${FileExists} "$INSTDIR\python\python313.dll"
    FileOpen $0 "$INSTDIR\python\python313.dll" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "bvdesk er åpent. Lukk programmet og prøv igjen." /SD IDOK
      SetErrorLevel 5
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Only what set-up itself brought: a folder of the user's in the same place is left alone.
!macro RemoveProgram
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\src"
  Delete "$INSTDIR\bvdesk.ico"
  Delete "$INSTDIR\bvdesk.cmd"
  Delete "$INSTDIR\Start bvdesk.cmd"
!macroend

Section
  !insertmacro StopWhenRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*.*"
  WriteUninstaller "$INSTDIR\avinstaller.exe"
  CreateShortCut "$SMPROGRAMS\bvdesk.lnk" "$INSTDIR\python\pythonw.exe" '"$INSTDIR\src\main.py"' "$INSTDIR\bvdesk.ico"

  WriteRegStr HKCU "Software\bvdesk" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\.bvdesk" "" "${FILETYPE}"
  WriteRegStr HKCU "${CLASSES}\${FILETYPE}" "" "Tjenestefil for bvdesk"
  WriteRegStr HKCU "${CLASSES}\${FILETYPE}\DefaultIcon" "" "$INSTDIR\bvdesk.ico"
  WriteRegStr HKCU "${CLASSES}\${FILETYPE}\shell\open\command" "" '"$INSTDIR\python\pythonw.exe" "$INSTDIR\src\main.py" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "bvdesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "bvdesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\bvdesk.ico"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\avinstaller.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\avinstaller.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  !insertmacro StopWhenRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\avinstaller.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\bvdesk.lnk"
  DeleteRegKey HKCU "${CLASSES}\.bvdesk"
  DeleteRegKey HKCU "${CLASSES}\${FILETYPE}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\bvdesk"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
