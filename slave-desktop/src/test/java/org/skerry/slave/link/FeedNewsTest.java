package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.protocol.message.Message;

@Timeout(20)
class FeedNewsTest {

    private final FeedNews news = new FeedNews();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);

    @BeforeEach
    void start() {
        news.start();
    }

    @AfterEach
    void close() {
        mayEnd.release(1_000);
        news.close();
    }

    @Test
    void aSlowListenerHearsTheNewestOnly() throws InterruptedException {
        news.add(feed -> {
            heard.add("slow " + feed.sequence());
            mayEnd.acquireUninterruptibly();
        });
        news.greeted(feed(1));
        assertEquals("slow 1", heard.take());

        for (int sequence = 2; sequence <= 1_000; sequence++) {
            news.moved(feed(sequence));
        }
        mayEnd.release();

        assertEquals("slow 1000", heard.take());
    }

    @Test
    void othersHaveTheirTurnHoweverFastTheNewsCome() throws InterruptedException {
        news.add(feed -> {
            heard.add("slow " + feed.sequence());
            mayEnd.acquireUninterruptibly();
        });
        news.add(feed -> heard.add("other " + feed.sequence()));
        news.greeted(feed(1));
        assertEquals("slow 1", heard.take());

        news.moved(feed(2));
        mayEnd.release();

        assertEquals(List.of("other 2", "slow 2"), List.of(heard.take(), heard.take()));
    }

    @Test
    void aClosedOneTellsNobody() throws InterruptedException {
        BlockingQueue<Thread> tellers = new LinkedBlockingQueue<>();
        news.add(feed -> {
            tellers.add(Thread.currentThread());
            mayEnd.acquireUninterruptibly();
        });
        news.add(feed -> heard.add("other " + feed.sequence()));
        news.greeted(feed(1));
        Thread teller = tellers.take();

        news.close();
        news.close();
        news.moved(feed(2));
        mayEnd.release();
        teller.join();

        assertEquals(List.of(), new ArrayList<>(heard));
    }

    private static Message.Feed feed(long sequence) {
        return new Message.Feed("f", sequence);
    }
}
