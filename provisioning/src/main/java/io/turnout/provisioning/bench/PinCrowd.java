package io.turnout.provisioning.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Attendees at the hub's pages, each as a browser would: the page, who they are, the page again,
 * the PIN, the verdict. They come when they come, however long the hub takes for others.
 */
final class PinCrowd {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern PIN_FORM =
            Pattern.compile("<form[^>]*action=\"[^\"]*/pin\">(.*?)</form>", Pattern.DOTALL);
    private static final Pattern REASON = Pattern.compile("<p class=\"reason\">([^<]*)</p>");
    private static final Duration TYPING = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI hub;
    private final String page;
    private final String pin;
    private final Random random = new Random(16);

    PinCrowd(URI hub, String page, String pin) {
        this.client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
        this.hub = hub;
        this.page = page;
        this.pin = pin;
    }

    /** How long somebody waited for each page, in nanoseconds; the last is the verdict. */
    record Waits(List<Long> pages) {
        LongStream verdict() {
            return LongStream.of(pages.getLast());
        }

        LongStream before() {
            return pages.subList(0, pages.size() - 1).stream().mapToLong(Long::longValue);
        }
    }

    /**
     * Lets them all come within a time, at random, and waits for the last.
     *
     * @param badges by whose codes they say who they are
     * @return what each waited, in the order in which they came
     * @throws IOException where somebody is answered otherwise than "in"
     */
    List<Waits> come(List<String> badges, Duration within)
            throws IOException, InterruptedException {
        long[] times = random.longs(badges.size(), 0, within.toNanos()).sorted().toArray();
        long start = System.nanoTime();
        List<Future<Waits>> all = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times.length; i++) {
                Thread.sleep(Duration.ofNanos(Math.max(0, start + times[i] - System.nanoTime())));
                String badge = badges.get(i);
                long typing = random.nextLong(TYPING.toMillis());
                all.add(people.submit(() -> attend(badge, typing)));
            }
        }
        List<Waits> waits = new ArrayList<>();
        for (Future<Waits> one : all) {
            waits.add(result(one));
        }
        return waits;
    }

    private static Waits result(Future<Waits> one) throws IOException, InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException e) {
            throw new IOException("an attendee failed: " + e.getMessage(), e);
        }
    }

    private Waits attend(String badge, long typingMillis) throws IOException, InterruptedException {
        Visit visit = new Visit();
        String asked = visit.get(page);
        Thread.sleep(typingMillis);
        String mine = visit.post(page + "/identify", hidden(asked), Map.of("badge-number", badge));
        Matcher form = PIN_FORM.matcher(mine);
        if (!form.find()) {
            throw new IOException("no PIN can be entered on the page of badge " + badge);
        }
        Thread.sleep(typingMillis);
        String verdict = visit.post(page + "/pin", hidden(form.group(1)), Map.of("pin", pin));
        if (!verdict.contains("class=\"verdict in\"")) {
            throw new IOException(
                    "badge %s did not come in, at %s: %s"
                            .formatted(badge, Instant.now(), reason(verdict)));
        }
        return new Waits(List.copyOf(visit.waits));
    }

    private static String reason(String verdict) {
        Matcher reason = REASON.matcher(verdict);
        return reason.find() ? reason.group(1) : "no verdict";
    }

    private static Map<String, String> hidden(String html) {
        return HIDDEN.matcher(html)
                .results()
                .collect(
                        Collectors.toMap(
                                field -> field.group(1), field -> field.group(2), (a, _) -> a));
    }

    /** One browser: its cookie, and how long it waited. */
    private final class Visit {
        private final List<Long> waits = new ArrayList<>();
        private String cookie = "";

        String get(String path) throws IOException, InterruptedException {
            long before = System.nanoTime();
            String body = body(send(request(path).GET().build()));
            waits.add(System.nanoTime() - before);
            return body;
        }

        /** Sends a form, and goes where the answer leads. */
        String post(String path, Map<String, String> hidden, Map<String, String> typed)
                throws IOException, InterruptedException {
            String form =
                    Arrays.asList(hidden, typed).stream()
                            .flatMap(fields -> fields.entrySet().stream())
                            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                            .collect(Collectors.joining("&"));
            long before = System.nanoTime();
            HttpResponse<String> answer =
                    send(
                            request(path)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(form))
                                    .build());
            if (answer.statusCode() != 303) {
                throw new IOException(path + " answers " + answer.statusCode());
            }
            String next = answer.headers().firstValue("Location").orElse(page);
            String body = body(send(request(next).GET().build()));
            waits.add(System.nanoTime() - before);
            return body;
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(hub.resolve(path)).timeout(DEADLINE);
            return cookie.isEmpty() ? request : request.header("Cookie", cookie);
        }

        private HttpResponse<String> send(HttpRequest request)
                throws IOException, InterruptedException {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            answer.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return answer;
        }

        private static String body(HttpResponse<String> answer) throws IOException {
            if (answer.statusCode() != 200) {
                throw new IOException(answer.uri().getPath() + " answers " + answer.statusCode());
            }
            return answer.body();
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }
}
