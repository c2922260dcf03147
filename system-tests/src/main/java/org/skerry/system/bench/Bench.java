package org.skerry.system.bench;

import java.util.List;

/** One benchmark: what the two programs do in a lab, in figures. */
public interface Bench {

    /** As it is called on the command line. */
    String name();

    /** One sentence: what is measured. */
    String subject();

    List<Figure> run(Lab lab, Effort effort) throws Exception;
}
