package org.skerry.slave.ui.attach;

import java.util.Locale;
import java.util.Set;
import org.skerry.slave.ui.text.Sentence;

/** What people call a file, by the end of its name: that is what the system goes by when it opens one. */
public enum FileKind {
    PICTURE("png jpg jpeg jpe jfif gif bmp tif tiff webp heic heif"),
    PDF("pdf xps"),
    DOCUMENT("doc docx odt rtf pages epub wps"),
    TABLE("xls xlsx ods numbers et"),
    SLIDES("ppt pptx odp key dps"),
    TEXT("txt text md csv tsv log json jsonl yaml yml"),
    SOUND("mp3 wav ogg oga flac m4a aac opus wma amr"),
    FILM("mp4 m4v mov avi mkv webm mpg mpeg 3gp wmv ogv"),
    PACKED("zip 7z rar tar gz tgz bz2 xz"),
    MESSAGE("eml msg vcf ics"),
    DRAWING("dwg dxf"),
    /** Opened, it could run what is written in it; an XML says itself which program opens it, a browser among them. */
    WEB_PAGE("htm html xhtml svg mht mhtml xml"),
    /** Likewise. */
    MACROS("docm dotm xlsm xlsb xltm xlam xlm pptm potm ppam ppsm odb accdb mdb"),
    /** Opened, it would run. */
    PROGRAM(
            "exe com bat cmd ps1 psm1 psd1 vbs vbe js jse mjs wsf wsh hta msi msp mst msix appx scr pif cpl lnk url website reg inf"
                    + " jar jnlp class sh bash zsh ksh csh fish command tool app desktop service py pyw pyz rb pl php lua tcl run bin elf"
                    + " appimage deb rpm dmg pkg mpkg apk scf scpt workflow dll so dylib sys ocx chm iso img vhd vhdx application gadget"
                    + " settingcontent-ms appref-ms library-ms search-ms diagcab xll swf air"),
    /** Nothing that is known here. */
    OTHER("");

    private static final Set<FileKind> NEVER_OPENED = Set.of(WEB_PAGE, MACROS, PROGRAM, OTHER);

    /** What ImageIO reads in every JDK. */
    private static final Set<String> SHOWN_PICTURES = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp");

    private static final Set<String> SCRIPTS = Set.of(
            "bat", "cmd", "ps1", "psm1", "vbs", "js", "mjs", "reg", "inf", "sh", "bash", "zsh", "py", "rb", "pl", "php",
            "lua", "tcl", "desktop", "service");

    private final Set<String> endings;

    FileKind(String endings) {
        this.endings = Set.of(endings.split(" "));
    }

    /** @param name {@linkplain SafeName safe}: it is what the system sees */
    public static FileKind of(String name) {
        String ending = ending(name);
        for (FileKind kind : values()) {
            if (kind != OTHER && kind.endings.contains(ending)) {
                return kind;
            }
        }
        return OTHER;
    }

    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether it is shown in the window as a picture. */
    static boolean isPicture(String name) {
        return SHOWN_PICTURES.contains(ending(name));
    }

    /** Whether it is shown in the window as a text. */
    static boolean isText(String name) {
        FileKind kind = of(name);
        return kind == TEXT || kind == WEB_PAGE || SCRIPTS.contains(ending(name));
    }

    /** Whether it may be handed to the program that the system has for it. */
    public boolean mayOpen() {
        return !NEVER_OPENED.contains(this);
    }

    public Sentence word() {
        return Sentence.of("attach.kind." + name().toLowerCase(Locale.ROOT));
    }

    /** Why it is not opened. */
    Sentence whyNotOpened() {
        return Sentence.of("attach.notOpened." + name().toLowerCase(Locale.ROOT));
    }
}
