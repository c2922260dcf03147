package org.skerry.slave.ui.attach;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What stands before the names of files. */
final class FileIcons {

    private FileIcons() {}

    static Ikon of(FileKind kind) {
        return switch (kind) {
            case PICTURE, DRAWING -> Feather.IMAGE;
            case PDF, DOCUMENT, TEXT -> Feather.FILE_TEXT;
            case TABLE -> Feather.GRID;
            case SLIDES -> Feather.MONITOR;
            case SOUND -> Feather.MUSIC;
            case FILM -> Feather.FILM;
            case PACKED -> Feather.ARCHIVE;
            case MESSAGE -> Feather.MAIL;
            case WEB_PAGE -> Feather.GLOBE;
            case MACROS, PROGRAM -> Feather.TERMINAL;
            case OTHER -> Feather.FILE;
        };
    }
}
