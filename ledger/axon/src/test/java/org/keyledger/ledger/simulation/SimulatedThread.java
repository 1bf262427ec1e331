package org.keyledger.ledger.simulation;

import java.util.concurrent.Semaphore;

/** An actor: a writer, a tailer or a caller. It can be paused, and killed while it waits. */
final class SimulatedThread {

    /** The work of the actor. */
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
            // expected when the actor is killed
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

    /** The number of this wait, so that a late wake-up does not end the next one. */
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

    /** Pauses the actor for this time, as a long garbage collection or a stopped virtual machine does. */
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
