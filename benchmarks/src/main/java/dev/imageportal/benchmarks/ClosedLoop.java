package dev.imageportal.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// So many clients, each of which asks again as soon as it has its answer: the driver for thousands of requests a
/// second, where a tool for scenarios would need more of the processors than what it drives.
///
/// @param server   where the requests go
/// @param requests each client takes them in turn, each from another one on, as far from the next client's as can be
/// @param status   of a right answer
record ClosedLoop(InetSocketAddress server, List<byte[]> requests, int status, int clients) {

    static ClosedLoop get(InetSocketAddress server, int clients, String path, String... headers) {
        return new ClosedLoop(server, List.of(HttpConnection.request(server, path, headers)), 200, clients);
    }

    /// Asks until Java has compiled what answers.
    ///
    /// @param number of requests, of all clients
    void heat(int number, Duration atMost) throws InterruptedException {
        load(atMost, number / clients);
    }

    /// @param warmUp not counted
    Round run(Duration warmUp, Duration time, Supplier<Meter> meters) throws InterruptedException {
        load(warmUp, Integer.MAX_VALUE);
        Meter meter = meters.get();
        long begun = System.nanoTime();
        List<Client> done = load(time, Integer.MAX_VALUE);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Usage usage = meter.stop();
        return new Round(Latencies.of(done.stream().flatMapToLong(Client::latencies)),
                done.stream().mapToInt(client -> client.failed).sum(), seconds, usage);
    }

    /// @throws BenchException when nothing was answered as it should
    private List<Client> load(Duration time, int each) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        AtomicInteger number = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(clients);
        List<Client> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Client client = new Client(number.getAndIncrement(), end, each);
            running.add(client);
            Thread.ofPlatform().daemon().name("client").start(() -> {
                client.run();
                done.countDown();
            });
        }
        done.await();
        if (!time.isZero() && running.stream().allMatch(client -> client.count == 0)) {
            throw new BenchException("no request succeeded at " + server + ": " + running.getFirst().problem);
        }
        return running;
    }

    private final class Client {

        private long[] times = new long[4096];
        private int count;
        private int failed;
        private @Nullable String problem;
        private final long end;
        private final int most;
        private int next;

        private Client(int number, long end, int most) {
            this.end = end;
            this.most = most;
            this.next = (int) ((long) number * requests.size() / clients);
        }

        private void run() {
            try (HttpConnection connection = new HttpConnection(server)) {
                while (System.nanoTime() < end && count + failed < most) {
                    ask(connection);
                }
            } catch (IOException e) {
                problem = e.toString();
            }
        }

        private void ask(HttpConnection connection) {
            byte[] request = requests.get(next);
            next = (next + 1) % requests.size();
            long asked = System.nanoTime();
            try {
                HttpConnection.Answer answer = connection.ask(request);
                if (answer.status() == status) {
                    note(System.nanoTime() - asked);
                } else {
                    failed++;
                    problem = "status " + answer.status();
                }
            } catch (IOException e) {
                failed++;
                problem = e.toString();
            }
        }

        private void note(long time) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = time;
        }

        private LongStream latencies() {
            return Arrays.stream(times, 0, count);
        }
    }
}
