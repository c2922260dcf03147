package org.skerry.slave.ui.connect;

import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.text.Sentence;

/** What the screen says about addresses and failures. */
final class ConnectSentences {

    /** Not a failure so much as the usual way in. */
    static final Sentence CODE_NEEDED = Sentence.of("connect.failure.codeNeeded");

    private ConnectSentences() {}

    /** What is wrong with an address. */
    static Sentence mistake(MasterAddress.Unreadable wrong) {
        return switch (wrong.mistake()) {
            case EMPTY -> Sentence.of("connect.mistake.empty");
            case LENGTH -> Sentence.of("connect.mistake.length");
            case SCHEME -> Sentence.of("connect.mistake.scheme", wrong.part());
            case PATH -> Sentence.of("connect.mistake.path", wrong.part());
            case BRACKETS -> Sentence.of("connect.mistake.brackets");
            case IPV6 -> Sentence.of("connect.mistake.ipv6", wrong.part());
            case NO_HOST -> Sentence.of("connect.mistake.noHost");
            case IPV4 -> Sentence.of("connect.mistake.ipv4");
            case NAME -> Sentence.of("connect.mistake.name", wrong.part());
            case PORT -> Sentence.of("connect.mistake.port");
        };
    }

    /** Why a master was not joined, with what to do. */
    static Sentence failure(LinkFailure failure, MasterAddress address) {
        return switch (failure) {
            case LinkFailure.Unreachable away -> obstacle(away.obstacle(), address);
            case LinkFailure.Busy busy -> Sentence.of("connect.failure.busy");
            case LinkFailure.Version other -> Sentence.of("connect.failure.version");
            case LinkFailure.NotAllowed refused -> door(refused.door());
            case LinkFailure.Unable unable ->
                Sentence.of("connect.failure.unable", String.valueOf(unable.getMessage()));
        };
    }

    private static Sentence door(LinkFailure.Door door) {
        return switch (door) {
            case CODE_NEEDED -> CODE_NEEDED;
            case CODE_WRONG -> Sentence.of("connect.failure.codeWrong");
            case CODE_EXPIRED -> Sentence.of("connect.failure.codeExpired");
            case REVOKED -> Sentence.of("connect.failure.revoked");
            case OTHER_MASTER -> Sentence.of("connect.failure.otherMaster");
        };
    }

    private static Sentence obstacle(LinkFailure.Obstacle obstacle, MasterAddress address) {
        String port = Integer.toString(address.port()); // a text: it is no amount
        return switch (obstacle) {
            case UNKNOWN_NAME -> Sentence.of("connect.failure.unknownName", address.host());
            case NO_ANSWER -> Sentence.of("connect.failure.noAnswer", address.host());
            case NOTHING_LISTENS -> Sentence.of("connect.failure.nothingListens", address.host(), port);
            case NO_WAY -> Sentence.of("connect.failure.noWay", address.host());
            case NO_MASTER -> Sentence.of("connect.failure.noMaster", address.host(), port);
            case NO_CHANNEL -> Sentence.of("connect.failure.noChannel");
            case BROKEN_OFF -> Sentence.of("connect.failure.brokenOff");
        };
    }
}
