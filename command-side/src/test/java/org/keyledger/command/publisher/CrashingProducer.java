package org.keyledger.command.publisher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/**
 * A real producer whose process crashes at a given call: after that no call reaches it, and nothing is closed or rolled
 * back.
 */
final class CrashingProducer implements InvocationHandler {

    /**
     * The call before or after which the process crashes.
     *
     * @param count which call of that name, from 1
     */
    record CrashPoint(String call, int count, boolean before) {}

    /** Simulates the end of the process. */
    static final class ProcessKilledException extends Error {
        private static final long serialVersionUID = 1;

        ProcessKilledException(CrashPoint crashPoint) {
            super("killed at " + crashPoint, null, false, false);
        }
    }

    private final CrashPoint crashPoint;
    private int calls;
    private volatile boolean crashed;

    /** The crashed producer: its connection and, if one was open, its transaction. */
    private Producer<String, byte[]> zombie;

    CrashingProducer(CrashPoint crashPoint) {
        this.crashPoint = crashPoint;
    }

    @SuppressWarnings("unchecked")
    Producer<String, byte[]> with(Map<String, Object> settings) {
        zombie = TransactionalPublisher.producer(settings);
        return (Producer<String, byte[]>)
                Proxy.newProxyInstance(Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, this);
    }

    Producer<String, byte[]> zombie() {
        return zombie;
    }

    boolean hasCrashed() {
        return crashed;
    }

    /** Closes the connection of the crashed producer without aborting its transaction. */
    void closeZombie() {
        zombie.close(Duration.ZERO);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (crashed) {
            return null;
        }
        var last = method.getName().equals(crashPoint.call()) && ++calls == crashPoint.count();
        crashIf(last && crashPoint.before());
        try {
            var answer = method.invoke(zombie, arguments);
            crashIf(last);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void crashIf(boolean now) {
        if (now) {
            crashed = true;
            throw new ProcessKilledException(crashPoint);
        }
    }
}
