# Installs the packages for Windows from target\packages, tries the master and the window. As an administrator.
# Not run on the machine that Skerry is developed on.
$ErrorActionPreference = 'Stop'
$packages = (Resolve-Path "$PSScriptRoot\..\..\target\packages").Path
foreach ($package in Get-Item "$packages\*.msi") {
    Start-Process msiexec -ArgumentList '/i', "`"$package`"", '/qn' -Wait
}
$master = "$env:ProgramFiles\skerry-master\skerry-master.exe"
$desktop = "$env:LOCALAPPDATA\Skerry\Skerry.exe"
$data = Join-Path $env:TEMP 'skerry smoke 海'
$running = Start-Process $master -ArgumentList 'master', '--data', "`"$data`"", '--port', '0' -PassThru -RedirectStandardOutput "$env:TEMP\ready"
$tries = 0
while (-not (Select-String -Path "$env:TEMP\ready" -Pattern '^ready ws' -Quiet)) {
    if (++$tries -gt 60 -or $running.HasExited) { throw 'The master did not start.' }
    Start-Sleep 1
}
& $master status --data $data
if ($LASTEXITCODE -ne 0) { throw 'The master does not answer.' }
& $desktop --picture "$env:TEMP\window.png" | Out-Null
if ((Get-Item "$env:TEMP\window.png").Length -lt 10000) { throw 'The window could not be painted.' }
Stop-Process $running
Write-Output passed
