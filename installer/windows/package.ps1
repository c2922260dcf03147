# Builds the packages for Windows (.msi) out of a checkout, with JAVA_HOME set to a JDK 25, and with Maven, Git and WiX 3.14 or
# newer on the PATH. The same steps as package.sh. Not run on the machine that Skerry is developed on.
#requires -Version 7.3
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot\..\..").Path
$out = "$root\target\packages"
$work = "$out\work"

function Invoke-Checked([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program failed." }
}

$version = ([xml](Get-Content "$root\pom.xml")).project.version
$commit = git -C $root rev-parse --short=12 HEAD
$built = [DateTimeOffset]::FromUnixTimeSeconds([long](git -C $root log -1 --format=%ct)).ToString('yyyy-MM-ddTHH:mm:ssZ')

$masterModules = 'java.base,java.logging,java.sql,java.management,jdk.management,java.naming,jdk.unsupported,jdk.crypto.ec,' +
    'java.security.jgss,java.security.sasl,java.net.http,jdk.incubator.vector,jdk.charsets'
$desktopModules = "$masterModules,jdk.localedata,javafx.controls"

if (Test-Path $out) { Remove-Item -Recurse -Force $out }
New-Item -ItemType Directory $work | Out-Null
Push-Location $root
Invoke-Checked mvn @('-B', '-q', '-ntp', '-Ppackages', '-pl', 'installer,installer/master,installer/desktop', '-am', 'package',
    '-DskipTests', '-Dspotless.check.skip=true', "-Dskerry.commit=$commit", "-Dskerry.built=$built",
    "-Dproject.build.outputTimestamp=$built")
Pop-Location

# One package: jars and native libraries in one folder, Java's runtime, notices, then the installer.
function New-Package([string] $part, [string] $name, [string] $upgrade, [string] $main, [string] $jar,
    [string] $modules, [string[]] $javaOptions, [string[]] $more) {
    $app = "$work\$part\app"
    New-Item -ItemType Directory $app | Out-Null
    Copy-Item "$root\installer\$part\target\parts\*.jar" $app
    $fx = "$work\$part\javafx"
    New-Item -ItemType Directory $fx | Out-Null
    Move-Item "$app\javafx-*.jar" $fx -ErrorAction SilentlyContinue
    foreach ($native in @(@('webrtc-java-*-windows-x86_64.jar', '*webrtc-java*.dll'),
            @('sqlite-jdbc-*.jar', 'org\sqlite\native\Windows\x86_64\*.dll'))) {
        $from = Get-Item "$app\$($native[0])"
        $to = "$work\$part\native"
        New-Item -ItemType Directory -Force $to | Out-Null
        Push-Location $to
        Invoke-Checked "$env:JAVA_HOME\bin\jar.exe" @('--extract', '--file', $from.FullName)
        Copy-Item $native[1] $app
        Pop-Location
        Remove-Item -Recurse -Force $to
    }
    Remove-Item "$app\webrtc-java-*-windows-x86_64.jar"

    $link = @('--add-modules', $modules, '--no-header-files', '--no-man-pages', '--strip-debug', '--compress', 'zip-6',
        '--output', "$work\$part\runtime")
    if ($part -eq 'desktop') { $link += @('--module-path', $fx, '--include-locales=en,zh,fr') }
    Invoke-Checked "$env:JAVA_HOME\bin\jlink.exe" $link

    New-Item -ItemType Directory "$app\legal" | Out-Null
    Copy-Item "$root\LICENSE", "$root\NOTICE" "$app\legal"
    $jackson = (Get-Item "$root\installer\$part\target\parts\jackson-*.jar").FullName -join ';'
    Invoke-Checked "$env:JAVA_HOME\bin\java.exe" @('-cp', "$root\installer\target\classes;$jackson",
        'org.skerry.installer.Notices', "$root\installer\$part\target\sbom.cdx.json", "$root\installer\$part\target\parts",
        "$root\installer\legal", "$work\$part\runtime", "$app\legal")

    $arguments = @('--type', 'msi', '--name', $name, '--app-version', $version, '--dest', $out, '--input', $app,
        '--runtime-image', "$work\$part\runtime", '--main-class', $main, '--main-jar', (Get-Item "$app\$jar-*.jar").Name,
        '--vendor', 'The Skerry authors', '--icon', "$root\installer\icons\skerry.ico",
        '--license-file', "$root\LICENSE", '--win-menu', '--win-upgrade-uuid', $upgrade,
        '--java-options', '--enable-native-access=ALL-UNNAMED', '--java-options', '-Dskerry.home=$APPDIR',
        '--java-options', '-Dorg.sqlite.lib.path=$APPDIR',
        '--java-options', '-Dskerry.webrtc.library=$APPDIR\webrtc-java-windows-x86_64.dll')
    foreach ($option in $javaOptions) { $arguments += @('--java-options', $option) }
    Invoke-Checked "$env:JAVA_HOME\bin\jpackage.exe" ($arguments + $more)
}

# The desktop needs no administrator. The master is a program in a console; master-at-start.ps1 has Windows start it.
New-Package desktop 'Skerry' '6f3a2f4e-6a0c-4e0d-9c57-6f0f2b1a9d11' 'org.skerry.slave.DesktopMain' 'slave-desktop' `
    $desktopModules @('-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx512m', '--enable-native-access=javafx.graphics',
    '--add-modules=javafx.controls') @('--win-per-user-install', '--win-shortcut', '--win-dir-chooser')
New-Package master 'skerry-master' '0d1b1f0c-9a55-4f0e-8d7b-2c6c5f7d3e42' 'org.skerry.master.MasterDaemon' 'master-daemon' `
    $masterModules @('-XX:+UseZGC', '-Xms16m', '-XX:SoftMaxHeapSize=256m', '-XX:ZUncommitDelay=60') @('--win-console')
Copy-Item "$root\installer\windows\master-at-start.ps1" $out
Remove-Item -Recurse -Force $work
Get-ChildItem $out
