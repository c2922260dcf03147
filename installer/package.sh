#!/bin/sh
# Builds the packages of this system out of a checkout; ./skerry package calls it, with JAVA_HOME set. Read it from the bottom.
# They land in target/packages; the same commit gives the same content on every machine with the same JDK.
set -eu

# Nothing of who builds, and where, goes into a package.
umask 022
export LC_ALL=C.UTF-8 TZ=UTC
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

root=$(cd -P "$(dirname "$0")/.." && pwd)
installer=$root/installer
out=$root/target/packages
work=$out/work

# What of Java the programs use. jdk.management is how Lucene recognises its JVM, the vector module what it computes with;
# jdk.charsets are those of imported files. The window needs JavaFX, and locale data for dates and sorting.
master_modules=java.base,java.logging,java.sql,java.management,jdk.management,java.naming,jdk.unsupported,jdk.crypto.ec
master_modules=$master_modules,java.security.jgss,java.security.sasl,java.net.http,jdk.incubator.vector,jdk.charsets
desktop_modules=$master_modules,jdk.localedata,javafx.controls

say() {
    printf 'package: %s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

help() {
    cat <<'END'
Usage: ./skerry package [KIND]...
Builds the packages of this system into target/packages. KIND is, on Linux, deb, rpm or portable; on macOS, pkg or dmg.
After deb, stick makes a folder for a USB stick, with what the packages need from this release of Debian or Ubuntu.
Without KIND: deb and portable on Debian and its relatives, rpm and portable on other Linux systems, pkg and dmg on macOS.
On Windows run installer\windows\package.ps1. SKERRY_QUICK=yes packs faster and larger, for a try.
END
}

# ---- which Skerry this is -----------------------------------------------------------------------------------------------

# Sets version, commit, built and the date that every packed file gets: that of the commit.
identify() {
    version=$(sed -n '/<artifactId>skerry</{n;s/.*<version>\(.*\)<.*/\1/p;}' "$root/pom.xml")
    if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
        commit=$(git -C "$root" rev-parse --short=12 HEAD)
        epoch=$(git -C "$root" log -1 --format=%ct)
        [ -z "$(git -C "$root" status --porcelain)" ] || commit=$commit-changed
    else
        commit=unknown
        epoch=$(date -r "$root/pom.xml" +%s)
    fi
    export SOURCE_DATE_EPOCH="$epoch"
    built=$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$epoch" +%Y-%m-%dT%H:%M:%SZ)
    # Packages from between two releases come before the next one, in the order of their commits.
    package_version=$version
    if [ "$(git -C "$root" tag --points-at HEAD 2>/dev/null | grep -c "^v$version$")" -eq 0 ]; then
        package_version=$version~$(printf %s "$built" | tr -d 'TZ:-')
    fi
}

# ---- the parts ----------------------------------------------------------------------------------------------------------

compile() {
    say "building Skerry $version ($commit) ..."
    mkdir -p "$work"
    (
        cd "$root"
        rm -rf installer/master/target installer/desktop/target ./*/target/*.jar
        MAVEN_OPTS="-XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B -q -ntp -Ppackages \
            -pl installer,installer/master,installer/desktop -am package -DskipTests -Dspotless.check.skip=true \
            "-Dskerry.commit=$commit" "-Dskerry.built=$built" "-Dproject.build.outputTimestamp=$built"
    ) >"$work/build.log" 2>&1 || {
        cat "$work/build.log" >&2
        fail "the build failed; what Maven said is above."
    }
}

# Unpacks $1 into a fresh folder $2.
unpack() {
    rm -rf "$2"
    mkdir -p "$2"
    (cd "$2" && "$JAVA_HOME/bin/jar" --extract --file "$1")
}

# Puts the parts of package $1 into folder $2: jars, their order on the class path, native libraries unpacked. Those are
# not unpacked at every start then, which needs a temporary folder that programs may run from.
lay_out_parts() {
    mkdir -p "$2/app" "$2/lib"
    cp "$installer/$1/target/parts/"*.jar "$2/app"
    for jar in "$2/app"/javafx-*.jar; do
        [ ! -e "$jar" ] || rm "$jar"
    done

    for jar in "$2/app"/webrtc-java-*-"$native_name".jar; do
        unpack "$jar" "$work/webrtc"
        cp "$work/webrtc/"*webrtc-java* "$2/lib"
        rm "$jar"
    done
    for jar in "$2/app"/sqlite-jdbc-*.jar; do
        unpack "$jar" "$work/sqlite"
        cp "$work/sqlite/org/sqlite/native/$sqlite_name"/* "$2/lib"
        rm -rf "$work/sqlite/org/sqlite/native"
        (
            cd "$work/sqlite"
            find . -type f ! -path ./META-INF/MANIFEST.MF | LC_ALL=C sort >"$work/sqlite.files"
            rm "$jar"
            "$JAVA_HOME/bin/jar" --create --file "$jar" --manifest META-INF/MANIFEST.MF "--date=$built" "@$work/sqlite.files"
        )
    done
    (cd "$2/app" && LC_ALL=C ls ./*.jar | sed 's|^\./||') >"$work/classpath"
    mv "$work/classpath" "$2/app/classpath"
    chmod 644 "$2/lib"/* "$2/app"/*
}

# Links Java's runtime with modules $1 into folder $2; more options follow.
link() {
    modules=$1
    folder=$2
    shift 2
    rm -rf "$folder"
    "$JAVA_HOME/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --strip-debug "$@" \
        --output "$folder" 2>"$work/jlink.log" || {
        cat "$work/jlink.log" >&2
        fail "Java's runtime could not be linked."
    }
    rm -f "$folder/bin/keytool" "$folder/bin/jrunscript" "$folder/bin/rmiregistry" "$folder/lib/jrt-fs.jar"
    # 5 MB of names that only a debugger asks for.
    ! command -v strip >/dev/null || strip --strip-unneeded "$folder/lib/server"/libjvm.so 2>/dev/null || true
    rm -f "$folder/lib/libjsvml.so" # functions that no part of ours computes in vectors
    # Sticks and archives know no symbolic links.
    find "$folder" -type l | while read -r name; do
        cp --remove-destination "$(readlink -f "$name")" "$name" 2>/dev/null || {
            target=$(cd "$(dirname "$name")" && pwd)/$(readlink "$name")
            rm "$name"
            cp "$target" "$name"
        }
    done
}

# Links the runtime of the window into $1, with JavaFX: its classes as modules, its native libraries beside Java's.
link_desktop() {
    modules_path=
    for jar in "$installer/desktop/target/parts"/javafx-*.jar; do
        folder=$work/$(basename "$jar" .jar)
        unpack "$jar" "$folder"
        mkdir -p "$folder.native"
        find "$folder" -maxdepth 1 \( -name '*.so' -o -name '*.dylib' \) -exec mv {} "$folder.native" \;
        modules_path=$modules_path${modules_path:+:}$folder
    done
    # Small on the disk where it is compressed here, small in the package where it is not: JavaFX, as a compromise, is not.
    # AWT's native parts have no use without AWT, of which JavaFX needs the beans.
    link "$desktop_modules" "$1" --module-path "$modules_path" --include-locales=en,zh,fr \
        '--compress=zip-9:filter=/java.**,/jdk.**' '--exclude-files=regex:/java\.desktop/lib/.*'
    cp "$work"/javafx-*.native/* "$1/lib"
    chmod 644 "$1/lib"/*.so 2>/dev/null || true
}

# Writes what package $1 says about its parts into folder $2.
notices() {
    mkdir -p "$2/legal"
    cp "$root/LICENSE" "$root/NOTICE" "$installer/legal/LGPL-2.1" "$2/legal"
    "$JAVA_HOME/bin/java" -cp "$installer/target/classes:$(ls "$installer/$1/target/parts"/jackson-*.jar | tr '\n' ':')" \
        org.skerry.installer.Notices "$installer/$1/target/sbom.cdx.json" "$installer/$1/target/parts" "$installer/legal" \
        "$2/runtime" "$2/legal"
}

# Writes launcher $1 to $2; where its programs are seen from there is $3; $4 and $5 say whether master and window are, $6
# is the file with the settings of the service.
launcher() {
    sed -e "s|@VERSION@|$package_version|; s|@HOME@|$3|; s|@MASTER@|$4|; s|@DESKTOP@|$5|; s|@ARCH@|$machine|; s|@SETTINGS@|$6|" \
        "$1" >"$2"
    chmod 755 "$2"
}

# Makes the folders of both programs, as they are installed.
lay_out() {
    rm -rf "$work/master" "$work/desktop"
    say "linking Java's runtime for the master ..."
    lay_out_parts master "$work/master"
    # Java's own classes loaded beforehand: 40 MB less memory. The master's collector takes the archive without compressed
    # references; what the other commands would take saves a tenth of a second, which is not worth 14 MB.
    link "$master_modules" "$work/master/runtime" --compress=zip-6
    # Interpreted, in a heap of one size, in one folder: as jlink's own option makes it, it is a little different each time.
    (cd / && env -i LC_ALL=C.UTF-8 "$work/master/runtime/bin/java" -Xint -Xms128m -Xmx128m -XX:-UseCompressedOops -Xshare:dump \
        -Xlog:disable) >"$work/jlink.log" 2>&1 || true
    [ -s "$work/master/runtime/lib/server/classes_nocoops.jsa" ] || {
        cat "$work/jlink.log" >&2
        fail "the archive of Java's classes could not be made."
    }
    notices master "$work/master"
    mkdir "$work/master/bin"
    launcher "$installer/linux/skerry" "$work/master/bin/skerry" .. yes '' /etc/skerry/master.conf

    say "linking Java's runtime for the window ..."
    lay_out_parts desktop "$work/desktop"
    link_desktop "$work/desktop/runtime"
    notices desktop "$work/desktop"
    mkdir "$work/desktop/bin"
    launcher "$installer/linux/skerry" "$work/desktop/bin/skerry" .. '' yes /etc/skerry/master.conf
    launcher "$installer/linux/skerry-desktop" "$work/desktop/bin/skerry-desktop" .. '' yes ''
}

# ---- Linux --------------------------------------------------------------------------------------------------------------

# Lays out the tree of files of package $1 in $2, as they will be on the disk.
tree() {
    rm -rf "$2"
    mkdir -p "$2/opt" "$2/usr/share/doc/$1" "$2/usr/bin"
    cp -R "$work/${1#skerry-}" "$2/opt/$1"
    cp "$root/docs/operations.md" "$root/docs/recovery.md" "$2/usr/share/doc/$1"
    ln -s "/opt/$1/legal" "$2/usr/share/doc/$1/legal"
    case $1 in
        skerry-master)
            mkdir -p "$2/etc/skerry" "$2/usr/lib/systemd/system"
            cp "$installer/debian/master.conf" "$2/etc/skerry/master.conf"
            cp "$installer/linux/skerry-master.service" "$2/usr/lib/systemd/system"
            ;;
        skerry-desktop)
            mkdir -p "$2/usr/share/applications" "$2/usr/share/icons/hicolor/scalable/apps"
            ln -s "/opt/$1/bin/skerry-desktop" "$2/usr/bin/skerry-desktop"
            cp "$installer/linux/skerry-desktop.desktop" "$2/usr/share/applications"
            cp "$installer/icons/skerry.svg" "$2/usr/share/icons/hicolor/scalable/apps"
            for size in 16 32 48 64 128 256 512; do
                mkdir -p "$2/usr/share/icons/hicolor/${size}x$size/apps"
                cp "$installer/icons/skerry-$size.png" "$2/usr/share/icons/hicolor/${size}x$size/apps/skerry.png"
            done
            ;;
    esac
    rmdir "$2/usr/bin" 2>/dev/null || true
    find "$2" -type d -exec chmod 755 {} +
    find "$2" -type f ! -perm -100 -exec chmod 644 {} +
    find "$2" -type f -perm -100 -exec chmod 755 {} +
    date_files "$2"
}

date_files() {
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# Builds the Debian package $1.
deb() {
    say "packing $1 ..."
    tree "$1" "$work/deb/$1"
    mkdir "$work/deb/$1/DEBIAN"
    size=$(du -sk --apparent-size "$work/deb/$1" | cut -f1)
    sed -e "s|@VERSION@|$package_version|; s|@ARCH@|$(dpkg --print-architecture)|; s|@SIZE@|$size|" \
        "$installer/debian/$1/control" >"$work/deb/$1/DEBIAN/control"
    for script in postinst prerm postrm; do
        [ ! -e "$installer/debian/$1/$script" ] || install -m 755 "$installer/debian/$1/$script" "$work/deb/$1/DEBIAN"
    done
    [ "$1" != skerry-master ] || echo /etc/skerry/master.conf >"$work/deb/$1/DEBIAN/conffiles"
    cp "$installer/debian/copyright" "$work/deb/$1/usr/share/doc/$1"
    (cd "$work/deb/$1" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) \
        >"$work/md5sums"
    mv "$work/md5sums" "$work/deb/$1/DEBIAN"
    date_files "$work/deb/$1"
    dpkg-deb --root-owner-group -Zxz "-z$xz_level" --build "$work/deb/$1" \
        "$out/${1}_${package_version}_$(dpkg --print-architecture).deb" >/dev/null
}

# Lays out a stick: the Debian packages with all that they depend on in this release, and scripts that install them where there
# is no Internet. Downloads some 100 MB.
stick() {
    . /etc/os-release
    name=skerry-$package_version-stick-$ID-$VERSION_ID-$(dpkg --print-architecture)
    say "fetching for $name what the packages depend on ..."
    folder=$work/stick/$name
    rm -rf "$work/stick"
    mkdir -p "$folder/packages/partial"
    # With an empty list of what is installed, all of it is fetched.
    apt-get -qq -o Dir::State::status=/dev/null -o Dir::Cache::archives="$folder/packages" -o APT::Sandbox::User=root \
        -o Debug::NoLocking=yes --no-install-recommends --download-only -y install "$out"/skerry-*.deb >"$work/stick.log" 2>&1 || {
        cat "$work/stick.log" >&2
        fail "what the packages depend on could not be fetched; try apt-get update first."
    }
    rm -rf "$folder/packages/partial" "$folder/packages/lock"
    cp "$out"/skerry-*.deb "$folder/packages"
    (cd "$folder/packages" && apt-ftparchive packages . >Packages)
    cp "$installer/linux/install-from-stick" "$folder/install"
    cp "$installer/linux/STICK.txt" "$folder/READ-ME.txt"
    cp "$root/docs/operations.md" "$folder"
    rm -rf "${out:?}/$name"
    mv "$folder" "$out"
}

# Builds the rpm package $1.
rpm() {
    say "packing $1 as rpm ..."
    tree "$1" "$work/rpm/$1"
    rpmbuild=$(mktemp -d) # rpmbuild takes no folder with a space in its name
    rpmbuild -bb --quiet --define "_topdir $rpmbuild" --define "_rpmdir $rpmbuild/out" --define "tree $work/rpm/$1" \
        --define "skerry_version $package_version" --define "use_source_date_epoch_as_buildtime 1" \
        --define "clamp_mtime_to_source_date_epoch 1" --define "_buildhost skerry" --define "_build_id_links none" \
        --define "_rpmfilename %%{NAME}-%%{VERSION}.%%{ARCH}.rpm" "$installer/rpm/$1.spec"
    cp "$rpmbuild/out"/*.rpm "$out"
    rm -rf "$rpmbuild"
}

# Builds the archive that runs where it is unpacked: one runtime for both programs.
portable() {
    name=skerry-$package_version-$native_name
    say "packing $name.tar.xz ..."
    folder=$work/portable/$name
    rm -rf "$work/portable"
    mkdir -p "$folder"
    cp -R "$work/desktop" "$folder/program"
    cp -R "$work/master/app/." "$folder/program/app"
    (cd "$folder/program/app" && LC_ALL=C ls ./*.jar | sed 's|^\./||') >"$work/classpath"
    mv "$work/classpath" "$folder/program/app/classpath"
    rm -r "$folder/program/bin"
    cp -R "$work/master/legal" "$folder/program/legal-master"
    launcher "$installer/linux/skerry" "$folder/skerry" program yes yes ''
    launcher "$installer/linux/skerry-desktop" "$folder/skerry-desktop" program yes yes ''
    cp "$installer/portable/READ-ME.txt" "$root/docs/operations.md" "$folder"
    date_files "$folder"
    (cd "$work/portable" && find "$name" -print0 | LC_ALL=C sort -z \
        | tar --no-recursion --null -T - --owner=0 --group=0 --numeric-owner --format=gnu -cf - \
        | xz "-$xz_level" >"$out/$name.tar.xz")
}

# ---- the system ---------------------------------------------------------------------------------------------------------

# Sets how the native parts of this system are called by the parts they are in, and the kinds of packages it has.
know_system() {
    machine=$(uname -m)
    case $(uname -s) in
        Linux)
            native_name=linux-$machine
            sqlite_name=Linux/$machine
            kinds='rpm portable'
            ! command -v dpkg-deb >/dev/null || kinds='deb portable'
            ;;
        Darwin)
            [ "$machine" != arm64 ] || machine=aarch64
            native_name=macos-$machine
            sqlite_name=Mac/$machine
            kinds='pkg dmg'
            ;;
        *) fail "this system has no packages here; on Windows run installer\\windows\\package.ps1." ;;
    esac
}

case ${1:-} in
    -h | --help)
        help
        exit 0
        ;;
esac
know_system
[ $# -gt 0 ] || set -- $kinds
identify
rm -rf "$out"
mkdir -p "$work"
xz_level=6
[ -z "${SKERRY_QUICK:-}" ] || xz_level=0
compile
case $(uname -s) in
    Darwin) . "$installer/macos/package.sh" ;;
    *) lay_out ;;
esac
for kind; do
    case $kind in
        deb | rpm)
            $kind skerry-master
            $kind skerry-desktop
            ;;
        portable) portable ;;
        stick) stick ;;
        pkg | dmg) mac "$kind" ;;
        *) fail "there is no kind of package '$kind'. See ./skerry package --help." ;;
    esac
done
rm -rf "$work"
(cd "$out" && sha256sum -- * >"$work.sums" && mv "$work.sums" SHA256SUMS) 2>/dev/null || rm -f "$work.sums"
say "done:"
ls -l "$out" | sed 1d >&2
