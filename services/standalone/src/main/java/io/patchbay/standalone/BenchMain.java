package io.patchbay.standalone;

import io.patchbay.simulator.api.SimFailure;
import io.patchbay.standalone.bench.AnswerTimes;
import io.patchbay.standalone.bench.BenchFailure;
import io.patchbay.standalone.bench.BenchOptions;
import io.patchbay.standalone.bench.EdgeStart;
import io.patchbay.standalone.bench.Figure;
import io.patchbay.standalone.bench.LineLoad;
import io.patchbay.standalone.bench.ListLoad;
import io.patchbay.standalone.bench.MediaLadder;
import io.patchbay.standalone.bench.MediaRun;
import io.patchbay.standalone.bench.PolicyLoad;
import io.patchbay.standalone.bench.Product;
import io.patchbay.standalone.bench.RegistrationLoad;
import io.patchbay.standalone.bench.Report;
import io.patchbay.standalone.bench.RouteLoad;
import io.patchbay.standalone.bench.RuleLoad;
import io.patchbay.standalone.bench.RunDirectory;
import io.patchbay.standalone.bench.Rung;
import io.patchbay.standalone.bench.SetupDelay;
import io.patchbay.standalone.bench.SetupLadder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// `./patchbay bench`: measures a gateway of its own on this machine; prints a table, writes JSON.
public final class BenchMain {
  private static final double MEGABYTES_EDGE = 200;

  private final BenchOptions options;
  private final PrintStream out;
  private final Report report;
  private final Path directory;

  private BenchMain(BenchOptions options, PrintStream out, Path directory) {
    this.options = options;
    this.out = out;
    this.directory = directory;
    report = new Report(Instant.now(), options.quick());
  }

  /// Exit codes: 0 everything was measured, 1 something could not be, 2 wrong command line.
  public static void main(String[] arguments) throws IOException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    BenchOptions options;
    try {
      options = BenchOptions.parse(List.of(arguments));
    } catch (BenchFailure e) {
      out.println("patchbay: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path directory = Files.createTempDirectory("patchbay-bench-");
    var bench = new BenchMain(options, out, directory);
    bench.run();
    System.exit(bench.report.complete() ? 0 : 1);
  }

  private void run() throws IOException {
    if (options.wantsProduct()) {
      attempt("gateway", this::product);
    }
    if (options.wants("calls")) {
      attempt("set-ups per second", this::processes);
    }
    if (options.wants("registrations")) {
      attempt("registrations", this::registrations);
    }
    if (options.wants("media")) {
      attempt("media", this::media);
    }
    if (options.wants("rss")) {
      attempt("edge alone", this::edge);
    }
    if (options.wants("lines")) {
      attempt("lines", this::lines);
    }
    if (options.wants("rules")) {
      attempt("rules", this::rules);
    }
    if (options.wants("routes")) {
      attempt("routes", this::routes);
    }
    if (options.wants("policy")) {
      attempt("dial-plan in a cluster", this::policy);
    }
    report.print(out);
    report.write(options.json());
    out.println("\nJSON: " + options.json());
    if (report.complete()) {
      RunDirectory.delete(directory);
    } else {
      out.println("logs: " + directory);
    }
  }

  private void product() {
    try (Product product = Product.start(directory.resolve("up"), System::nanoTime)) {
      if (options.wants("start")) {
        report.add(Figure.atMost("start of everything, first time, s", product.startSeconds(), 20));
        report.add(Figure.plain("  resident memory at ready, MB", product.rssMegabytes()));
        report.add(
            Figure.plain("  PostgreSQL beside it (shared once), MB", product.databaseMegabytes()));
      }
      if (options.wants("setup")) {
        attempt("set-up delay", () -> delays(product));
      }
    }
  }

  private void processes() {
    try (Product product =
        Product.startProcesses(directory.resolve("processes"), System::nanoTime)) {
      report.add(Figure.plain("start of a JVM for each service, s", product.startSeconds()));
      calls(product);
    }
  }

  private void rules() {
    RuleLoad.Result result = new RuleLoad(options.quick(), System::nanoTime).run();
    report.add(
        Figure.atLeast("numbers through a dial plan of 200 rules, /s", result.perSecond(), 5e6));
    report.add(Figure.plain("  let through, of 1", result.accepted()));
    ListLoad.Result list = new ListLoad(options.quick(), System::nanoTime).run();
    report.add(Figure.atMost("a list of a million numbers, MB", list.megabytes(), 100));
    report.add(Figure.atMost("  a question, ns", list.nanos(), 1000));
  }

  private void routes() {
    RouteLoad.Result result =
        new RouteLoad(options.quick(), Clock.systemUTC(), System::nanoTime).run();
    report.add(Figure.atMost("a call decided, 2 000/s, p50, ms", result.p50Millis(), 1));
    report.add(Figure.atMost("  p99, ms", result.p99Millis(), 1));
    report.add(Figure.atMost("  decided wrongly", (double) result.wrong(), 0));
    report.add(
        Figure.atMost("  all documents changed at once, ms", result.configureMillis(), 1000));
  }

  private void policy() {
    PolicyLoad.Result result =
        new PolicyLoad(
                directory.resolve("policy"),
                options.quick(),
                Clock.systemUTC(),
                System::nanoTime,
                out)
            .run();
    report.add(
        Figure.atMost(
            "start of dial-plan with " + result.records() + " records of calls, s",
            result.startSeconds(),
            5));
    report.add(
        Figure.plain("  the first time, without a digest of them, s", result.firstSeconds()));
    report.add(Figure.plain("  answers by its documents after, s", result.answersSeconds()));
    report.add(Figure.plain("  resident memory, MB", result.rssMegabytes()));
    routed("a call decided over gRPC, 2 000/s", result.without(), true);
    routed("with a lease of a limit from Kafka", result.limited(), false);
    report.add(
        Figure.atMost("a changed rule in force on both replicas, ms", result.changeMillis(), 1000));
  }

  private void routed(String what, PolicyLoad.Times times, boolean aimed) {
    report.add(Figure.plain(what + ", p50, ms", times.p50Millis()));
    report.add(
        aimed
            ? Figure.atMost("  p99, ms", times.p99Millis(), 1)
            : Figure.plain("  p99, ms", times.p99Millis()));
    report.add(Figure.atMost("  without an answer", (double) times.failed(), 0));
    report.add(Figure.atMost("  refused", (double) times.refused(), 0));
  }

  private void delays(Product product) {
    try (var delay = new SetupDelay(product, Clock.systemUTC(), System::nanoTime, out)) {
      delay.run(options.quick() ? 20 : 100, options.quick() ? 20 : 100);
      report.add(Figure.atMost("INVITE in to ATD out, p50, ms", delay.dialMillis(0.5), 5));
      report.add(Figure.atMost("  p99, ms", delay.dialMillis(0.99), 20));
      report.add(Figure.atMost("RING in to INVITE out, p50, ms", delay.ringMillis(0.5), 5));
      report.add(Figure.atMost("  p99, ms", delay.ringMillis(0.99), 20));
      report.add(Figure.atMost("  calls that did not come through", delay.failed(), 0));
    }
  }

  private void calls(Product product) {
    List<Rung> rungs = new SetupLadder(System::nanoTime, out).climb(product, options.quick());
    report.addRungs(rungs);
    double best = SetupLadder.best(rungs).map(Rung::rate).orElse(0);
    report.add(Figure.atLeast("SIP set-ups, highest clean rate tried, /s", best, 1000));
    SetupLadder.best(rungs)
        .ifPresent(rung -> {
          report.add(
              Figure.atMost(
                  "  CPU-ms per call there, sip-trunk replica", rung.replicaCpuMillis(), 1.2));
          report.add(Figure.plain("    all processes but PostgreSQL", rung.allCpuMillis()));
          report.add(Figure.plain("  INVITE to 180 there, p50, ms", rung.delayP50Millis()));
          report.add(Figure.plain("    p99, ms", rung.delayP99Millis()));
        });
  }

  private void registrations() {
    RegistrationLoad.Result result =
        new RegistrationLoad(directory, options.quick(), System::nanoTime, out).run();
    report.add(Figure.plain("registrations with digest, /s", result.perSecond()));
    report.add(
        Figure.atLeast(
            "  registered of " + result.extensions(), result.registered(), result.extensions()));
    report.add(Figure.plain("  challenge and all, p50, ms", result.p50Millis()));
    report.add(Figure.plain("    p99, ms", result.p99Millis()));
    report.add(Figure.plain("  repeated requests", (double) result.repeats()));
    report.add(Figure.plain("  CPU-ms each, sip-trunk replica", result.cpuMillis()));
    report.add(Figure.plain("  memory more with all of them registered, MB", result.megabytes()));
  }

  private void media() {
    Path place = directory.resolve("media");
    var ladder = new MediaLadder(out);
    List<MediaRun> runs = ladder.climb(place, options.quick());
    report.addMedia(runs);
    MediaRun most = runs.getLast();
    String calls = most.calls() + " calls line to RTP";
    report.add(Figure.atMost(calls + ", packets lost, %", 100 * most.lostShare(), 0));
    report.add(Figure.atMost("  CPU-s per call-minute, whole JVM", most.cpuPerCallMinute(), 0.035));
    report.add(Figure.plain("  of it the media threads", most.tickCpuPerCallMinute()));
    report.add(Figure.plain("  pacing error p50, ms", most.pacing().p50()));
    report.add(Figure.plain("    p99, ms", most.pacing().p99()));
    report.add(Figure.plain("    p99 of a clock without work (control), ms", most.control().p99()));
    report.add(
        Figure.atMost("  heap taken for a packet and its echo, octets", most.allocated(), 1));
    report.add(Figure.atMost("  delay line to RTP, p50, ms", most.up().p50(), 20));
    report.add(Figure.plain("    p99, ms", most.up().p99()));
    report.add(
        Figure.atMost("  delay RTP to line, play-out apart, p50, ms", most.down().p50(), 20));
    report.add(Figure.plain("    p99, ms", most.down().p99()));
    List<MediaRun> others = ladder.others(place, options.quick());
    report.addMedia(others);
    for (MediaRun run : others) {
      report.add(Figure.plain(run.kind().name() + ", calls a core carries", run.callsPerCore()));
      report.add(Figure.plain("  heap taken for a packet and its echo, octets", run.allocated()));
    }
  }

  private void edge() {
    EdgeStart start = EdgeStart.measure(directory.resolve("edge"), System::nanoTime);
    report.add(Figure.atMost("edge alone, start to 7 lines in service, s", start.seconds(), 3));
    report.add(Figure.atMost("  resident memory then, MB", start.rssMegabytes(), MEGABYTES_EDGE));
  }

  private void answers(String what, AnswerTimes times) {
    report.add(Figure.plain("  AT answers to " + what + ", p50, ms", times.p50Millis()));
    report.add(
        Figure.plain(
            "    p99 of " + times.count() + ", ms; a simulated modem takes 1 to 4",
            times.p99Millis()));
  }

  private void lines() {
    Path place = directory.resolve("lines");
    LineLoad.Result result =
        new LineLoad(place, System::nanoTime, out).run(options.quick() ? 10 : 60);
    String all = result.lines() + " SIM lines in calls";
    report.add(Figure.atMost(all + ", edge, % of one core", result.cpuPercent(), 25));
    answers("call control", result.calls());
    answers("messages and set-up", result.others());
    answers("polls", result.polls());
    report.add(Figure.atLeast("  lines heard", result.gaps().recordings(), result.lines()));
    double most =
        result.control().map(control -> Math.max(control.longestMillis(), 20)).orElse(60.0);
    report.add(
        Figure.atMost("  longest gap there and back, ms", result.gaps().longestMillis(), most));
    report.add(
        Figure.plain("    so long after the tone began, s", result.gaps().afterMillis() / 1000));
    report.add(Figure.plain("    lines with any", result.gaps().torn()));
    report.add(Figure.plain("  frames missing, %", 100 * result.gaps().share()));
    report.add(
        Figure.plain(
            "  longest gap in the first calls after the start, ms",
            result.first().longestMillis()));
    report.add(Figure.plain("    frames missing, %", 100 * result.first().share()));
    result
        .control()
        .ifPresent(control -> {
          report.add(
              Figure.plain(
                  "  a C program on the same ports, longest gap, ms", control.longestMillis()));
          report.add(Figure.plain("    frames missing, %", 100 * control.share()));
        });
    report.add(Figure.plain("  short messages meanwhile", result.messages()));
    report.add(Figure.atMost("    lost", result.messagesLost(), 0));
    report.add(Figure.plain("  threads of the edge", result.threads()));
    report.add(Figure.plain("  heap in use, MB", result.heapMegabytes()));
    report.add(Figure.plain("  resident memory, MB", result.rssMegabytes()));
  }

  private void attempt(String what, Runnable measure) {
    out.println(what);
    try {
      measure.run();
    } catch (BenchFailure | SimFailure e) {
      out.println("  not measured: " + e.getMessage());
      report.fail(what + ": " + e.getMessage());
    }
  }
}
