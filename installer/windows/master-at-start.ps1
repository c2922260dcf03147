# Has Windows run the installed master from its start on, and lets the other PCs reach it. Run once, as an administrator.
# Not run on the machine that Skerry is developed on.
$ErrorActionPreference = 'Stop'
$program = "$env:ProgramFiles\skerry-master\skerry-master.exe"
if (-not (Test-Path $program)) { throw "The master is not installed: there is no $program." }
$data = "$env:ProgramData\Skerry\master"
New-Item -ItemType Directory -Force $data | Out-Null
# Only the account of the service and administrators may see the records.
icacls $data /inheritance:r /grant '*S-1-5-19:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null

$action = New-ScheduledTaskAction -Execute $program -Argument "master --data `"$data`""
$settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit 0 `
    -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName 'Skerry master' -Action $action -Trigger (New-ScheduledTaskTrigger -AtStartup) `
    -Settings $settings -User 'NT AUTHORITY\LOCAL SERVICE' -Force | Out-Null

New-NetFirewallRule -DisplayName 'Skerry master: joining' -Direction Inbound -Protocol TCP -LocalPort 9999 -Action Allow | Out-Null
New-NetFirewallRule -DisplayName 'Skerry master: data' -Direction Inbound -Protocol UDP -LocalPort 47000-47999 -Action Allow | Out-Null
Start-ScheduledTask -TaskName 'Skerry master'
Write-Output "The master runs, with its data in $data. Next, as an administrator: & '$program' pair --data '$data'"
