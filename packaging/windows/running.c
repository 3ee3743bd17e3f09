/* The one thing that the MSI cannot ask by itself: whether POD Desktop runs (pod_desktop/running.py holds the mutexes).
   The MSI starts this first and reads the answer, a value of the registry that no restart keeps (product.wxs).

   It may run as SYSTEM, so it writes no file, loads nothing but kernel32 and advapi32, and has no C library. */

#define UNICODE
#include <windows.h>

static const wchar_t KEY[] = L"Software\\POD Desktop installer";

static BOOL is_held(const wchar_t *name)
{
    HANDLE mutex = OpenMutexW(SYNCHRONIZE, FALSE, name);
    if (mutex == NULL)
        return GetLastError() == ERROR_ACCESS_DENIED; /* of another account */
    CloseHandle(mutex);
    return TRUE;
}

void look(void)
{
    HKEY key;
    LSTATUS status;

    RegDeleteKeyExW(HKEY_CURRENT_USER, KEY, KEY_WOW64_64KEY, 0);
    if (!is_held(L"Local\\PodDesktop.running") && !is_held(L"Global\\PodDesktop.running"))
        ExitProcess(0);
    status = RegCreateKeyExW(HKEY_CURRENT_USER, KEY, 0, NULL, REG_OPTION_VOLATILE, KEY_SET_VALUE, NULL, &key, NULL);
    if (status == ERROR_SUCCESS)
        status = RegSetValueExW(key, L"Running", 0, REG_SZ, (const BYTE *)L"1", sizeof L"1");
    ExitProcess(status);
}
