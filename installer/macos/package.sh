# Packages for macOS; package.sh reads this in, and has compiled. Not run on the machine that Skerry is developed on.

# Builds both packages as kind $1, pkg or dmg.
mac() {
    rm -rf "$work/master" "$work/desktop"
    lay_out_parts master "$work/master"
    link "$master_modules" "$work/master/runtime" --compress=zip-6
    notices master "$work/master"
    lay_out_parts desktop "$work/desktop"
    link_desktop "$work/desktop/runtime"
    notices desktop "$work/desktop"

    jpackage_mac desktop "$1" Skerry org.skerry.desktop org.skerry.slave.DesktopMain '' \
        --java-options "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -Xmx512m" \
        --java-options "--enable-native-access=javafx.graphics" --java-options "--add-modules=javafx.controls"
    # Only a pkg can bring a service.
    [ "$1" != pkg ] || jpackage_mac master pkg skerry-master org.skerry.master org.skerry.master.MasterDaemon master \
        --java-options "-XX:+UseZGC -Xms16m -XX:SoftMaxHeapSize=256m -XX:ZUncommitDelay=60" --launcher-as-service
}

# macOS knows no version 0: that of the bundle is 1.1.0 for 0.1.0. Arguments: part, kind, name, identifier, main class, command; more options of jpackage follow.
jpackage_mac() {
    part=$1 kind=$2 name=$3 identifier=$4 main=$5 command=$6
    shift 6
    say "packing $name.$kind ..."
    [ -z "$command" ] || set -- --arguments "$command" "$@"
    # What the class path needs and what it does not, in one folder: jpackage knows no other.
    mv "$work/$part/lib"/* "$work/$part/legal" "$work/$part/app"
    "$JAVA_HOME/bin/jpackage" --type "$kind" --name "$name" --app-version "1.${version#*.}" --dest "$out" \
        --mac-package-identifier "$identifier" --vendor "The Skerry authors" --icon "$installer/icons/skerry.icns" \
        --license-file "$root/LICENSE" --input "$work/$part/app" --main-class "$main" \
        --main-jar "$(cd "$work/$part/app" && ls "$([ "$part" = master ] && echo master-daemon || echo slave-desktop)"-*.jar)" \
        --runtime-image "$work/$part/runtime" --java-options --enable-native-access=ALL-UNNAMED \
        --java-options '-Dskerry.home=$APPDIR' --java-options '-Dorg.sqlite.lib.path=$APPDIR' \
        --java-options "-Dskerry.webrtc.library=\$APPDIR/libwebrtc-java-$native_name.dylib" "$@"
}
