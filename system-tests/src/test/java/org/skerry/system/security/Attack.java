package org.skerry.system.security;

import java.util.List;
import java.util.function.Function;
import org.skerry.protocol.signal.SignalMessage;

/**
 * A way to attack.
 *
 * @param goal where he leads the slave to
 * @param middle makes him for one conversation
 */
record Attack(String name, Goal goal, Function<Scene, Middle> middle) {

    /** Which master he talks to. */
    enum Goal {
        TRUE_MASTER,
        SECOND_MASTER
    }

    /**
     * Where he does it.
     *
     * @param recorded what was said in an earlier conversation that went well
     * @param run which try it is, from 0
     */
    record Scene(Attacker attacker, List<SignalMessage> recorded, int run) {

        /** What somebody once said. */
        <M extends SignalMessage> M recorded(Class<M> kind) {
            return recorded.stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
