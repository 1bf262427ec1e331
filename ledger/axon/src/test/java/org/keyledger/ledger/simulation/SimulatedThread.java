package org.keyledger.ledger.simulation;

import java.util.concurrent.Semaphore;

/** Someone with a thread of control: a writer, a tailer, a caller. It may be paused, and killed where it waits. */
final class SimulatedThread {

    /** What it does. */
    @FunctionalInterface
    interface Body {

        void run() throws Exception;
    }

    /** Unwinds a killed actor; no code under test catches errors. */
    static final class ThreadKilledException extends Error {

        private static final long serialVersionUID = 1;

        ThreadKilledException(String name) {
            super(name, null, false, false);
        }
    }

    private final String name;
    private final SimulationScheduler scheduler;
    private final Semaphore turn = new Semaphore(0);
    private long ticket;
    private long pausedUntil;
    private boolean killed;
    private boolean ended;

    SimulatedThread(String name, SimulationScheduler turns) {
        this.name = name;
        this.scheduler = turns;
    }

    void run(Body body) {
        awaitTurn();
        try {
            if (!killed) {
                body.run();
            }
        } catch (ThreadKilledException end) {
            // so be it
        } catch (Throwable e) {
            scheduler.failed(name, e);
        } finally {
            ended = true;
        }
    }

    void grantTurn() {
        turn.release();
    }

    void awaitTurn() {
        turn.acquireUninterruptibly();
    }

    /** What this wait is called, so that a late wake-up does not end the next one. */
    long ticket() {
        return ticket;
    }

    void wake(long waited) {
        scheduler.after(0, () -> resume(waited));
    }

    private void resume(long waited) {
        if (waited != ticket || ended) {
            return;
        }
        if (scheduler.now() < pausedUntil && !killed) {
            scheduler.after(pausedUntil - scheduler.now(), () -> resume(waited));
            return;
        }
        ticket++;
        scheduler.giveTurnTo(this);
    }

    /** Waits until woken, or until the time is over. */
    void await(long nanos) {
        long waited = ticket;
        scheduler.after(nanos, () -> resume(waited));
        scheduler.advance(this);
        if (killed) {
            throw new ThreadKilledException(name);
        }
    }

    void sleep(long nanos) {
        await(nanos);
    }

    /** Does nothing for this long, whatever happens: a long garbage collection, a stopped virtual machine. */
    void pause(long nanos) {
        pausedUntil = Math.max(pausedUntil, scheduler.now() + nanos);
    }

    void kill() {
        killed = true;
        wake(ticket);
    }

    @Override
    public String toString() {
        return name;
    }
}
