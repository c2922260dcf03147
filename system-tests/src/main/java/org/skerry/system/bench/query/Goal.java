package org.skerry.system.bench.query;

import java.util.List;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.Sample;

/** How soon a question should be answered among a million records, in milliseconds. */
record Goal(Aim p50, Aim p95) {

    private static final double OFTEN_SLOWEST = 100;

    /** One that an index answers directly. */
    static final Goal DIRECT = new Goal(new Aim.AtMost(10), new Aim.AtMost(OFTEN_SLOWEST));

    static final Goal CONTAINS = new Goal(new Aim.AtMost(30), new Aim.AtMost(OFTEN_SLOWEST));
    static final Goal ANY = new Goal(new Aim.None(), new Aim.AtMost(OFTEN_SLOWEST));

    /** To a page far behind, for the first time. */
    static final Goal JUMP = new Goal(new Aim.AtMost(1_000), new Aim.None());

    List<Figure> figures(Sample sample) {
        return List.of(
                new Figure("p50", Figure.Unit.MILLISECONDS, List.of(sample.milliseconds(50)), p50),
                new Figure("p95", Figure.Unit.MILLISECONDS, List.of(sample.milliseconds(95)), p95));
    }
}
