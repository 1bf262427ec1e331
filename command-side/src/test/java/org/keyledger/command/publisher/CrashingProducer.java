package org.keyledger.command.publisher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** A real producer whose process dies at a given moment: from then on nothing is called, closed or given back. */
final class CrashingProducer implements InvocationHandler {

    /** Before or after which call, the how manieth, it dies. */
    record CrashPoint(String call, int count, boolean before) {}

    /** What ends the process. */
    static final class ProcessKilledException extends Error {
        private static final long serialVersionUID = 1;

        ProcessKilledException(CrashPoint death) {
            super("killed at " + death, null, false, false);
        }
    }

    private final CrashPoint crashPoint;
    private int calls;
    private volatile boolean crashed;

    /** What is left of it: the connection and, if one was open, the transaction. */
    private Producer<String, byte[]> zombie;

    CrashingProducer(CrashPoint death) {
        this.crashPoint = death;
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

    /** Lets go of what is left of it, in silence. */
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
