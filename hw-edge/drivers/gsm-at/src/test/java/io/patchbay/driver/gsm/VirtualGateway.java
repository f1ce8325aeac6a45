package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.audio.Talk;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineStatus;
import io.patchbay.simulator.analogue.PortSignal;
import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.modem.ModemOutput;
import io.patchbay.simulator.modem.ModemSettings;
import io.patchbay.simulator.network.NetworkTimings;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.time.VirtualTimeline;
import io.patchbay.simulator.wav.FileStudio;
import io.patchbay.simulator.world.Ports;
import io.patchbay.simulator.world.World;
import io.patchbay.simulator.world.WorldSettings;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lines of the driver on simulated modems, all in virtual time: what threads and terminals do
/// otherwise is done by hand. Received messages are kept and deleted, refused ones sent again, as
/// the edge and its services do.
final class VirtualGateway implements Ports {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration SLICE = Duration.ofMillis(10);
  private static final long REOPEN = Duration.ofMillis(200).toNanos();
  private static final long RETRY = Duration.ofSeconds(15).toNanos();

  private final VirtualTimeline timeline = new VirtualTimeline(START);
  private final Map<String, VirtualLine> lines = new LinkedHashMap<>();
  private final List<WorldEvent> happened = new ArrayList<>();
  private final World world;
  private final PinMemory pins = new PinMemory(octets -> {});
  private long ticked;

  VirtualGateway(int count, List<String> families, Map<String, String> settings) {
    WorldSettings usual =
        new WorldSettings(count, 0, 0, NetworkTimings.usual(), ModemSettings::ofLine)
            .withFamilies(families);
    world = new World(usual, timeline, new SplittableRandom(1), new FileStudio(), this);
    world.journal().listen(happened::add);
    lines.values().forEach(line -> line.open(settings));
    world.powerOn();
  }

  World world() {
    return world;
  }

  VirtualLine line(int number) {
    return java.util.Objects.requireNonNull(lines.get("gsm-" + number));
  }

  Iterable<VirtualLine> lines() {
    return lines.values();
  }

  List<WorldEvent> happened() {
    return happened;
  }

  Duration now() {
    return Duration.ofNanos(timeline.nanoTime());
  }

  void pass(Duration time) {
    await(time, () -> false);
  }

  /// Whether it came true in time.
  boolean await(Duration most, BooleanSupplier wanted) {
    long end = timeline.nanoTime() + most.toNanos();
    while (timeline.nanoTime() < end && !wanted.getAsBoolean()) {
      timeline.advance(SLICE);
      if (timeline.nanoTime() - ticked >= World.TICK.toNanos()) {
        ticked = timeline.nanoTime();
        world.tick();
      }
      lines.values().forEach(VirtualLine::slice);
    }
    return wanted.getAsBoolean();
  }

  @Override
  public ModemOutput modem(String name) {
    return lines.computeIfAbsent(name, VirtualLine::new);
  }

  @Override
  public Consumer<PortSignal> analogue(String name) {
    return _ -> {};
  }

  /// One line: the port of its modem, the driver on it, and who commands it.
  final class VirtualLine implements ModemOutput, ModemAudio {
    private final String name;
    private final Deque<Runnable> notes = new ArrayDeque<>();
    private final List<LineEvent> events = new ArrayList<>();
    private final Map<String, String> stored = new HashMap<>();
    private final List<String> received = new ArrayList<>();
    private final Map<Long, LineCommand.SendSms> unsent = new LinkedHashMap<>();
    private final List<Long> sent = new ArrayList<>();
    private boolean present = true;
    private @Nullable Link link;
    private boolean told;
    private long openAt;
    private long heard;
    private long reads;
    private long commands = 1000;
    private int powerCycles;
    private @Nullable LineCore core;
    private @Nullable Reporter reporter;

    VirtualLine(String name) {
      this.name = name;
    }

    void open(Map<String, String> settings) {
      Map<String, String> all = new HashMap<>(settings);
      all.put("command-port", "/dev/" + name);
      all.put("audio-port", "/dev/" + name + ".pcm");
      reporter = new Reporter(name, timeline, this::event);
      PowerSwitch power =
          done -> {
            powerCycles++;
            world.modem(name).orElseThrow().fault(Fault.POWER_CYCLE);
            done.accept("");
          };
      core =
          new LineCore(
              name,
              GsmSettings.parse(all),
              this,
              new AtTimes(),
              timeline::nanoTime,
              new SplittableRandom(1),
              reporter,
              settings.containsKey("power-command") ? Optional.of(power) : Optional.empty(),
              pins,
              notes::add);
    }

    private LineCore core() {
      return java.util.Objects.requireNonNull(core);
    }

    String name() {
      return name;
    }

    LineStatus status() {
      return core().board().status();
    }

    List<LineEvent> events() {
      return events;
    }

    int powerCycles() {
      return powerCycles;
    }

    /// Messages that the commander has got, each once.
    List<String> received() {
      return received;
    }

    /// Messages that the modem took.
    List<Long> sent() {
      return sent;
    }

    void fault(Fault fault) {
      world.modem(name).orElseThrow().fault(fault);
    }

    long submit(LineCommand command) {
      java.util.Objects.requireNonNull(reporter).begin(command.id());
      core().command(command);
      return command.id();
    }

    /// Sends until the modem takes it.
    void send(byte[] tpdu) {
      sendAgain(tpdu);
    }

    private void sendAgain(byte[] tpdu) {
      LineCommand.SendSms next = new LineCommand.SendSms(++commands, "", tpdu);
      unsent.put(next.id(), next);
      submit(next);
    }

    private void event(LineEvent event) {
      events.add(event);
      switch (event) {
        case LineEvent.SmsReceived message -> stored(message.handle(), message.pdu());
        case LineEvent.CommandDone(_, long id, Outcome outcome) ->
            notes.add(() -> done(id, outcome));
        default -> {}
      }
    }

    private void stored(String handle, byte[] pdu) {
      String hex = HexFormat.of().formatHex(pdu);
      if (!hex.equals(stored.put(handle, hex))) {
        received.add(hex);
      }
      notes.add(() -> delete(handle));
    }

    private void delete(String handle) {
      deletions.put(submitDeletion(handle), handle);
    }

    private final Map<Long, String> deletions = new HashMap<>();

    private long submitDeletion(String handle) {
      long id = ++commands;
      deletions.put(id, handle);
      submit(new LineCommand.DeleteSms(id, handle));
      return id;
    }

    private void done(long id, Outcome outcome) {
      LineCommand.SendSms message = unsent.remove(id);
      if (message != null) {
        boolean again =
            outcome instanceof Outcome.Refused(var kind, _) && kind == Refusal.UNAVAILABLE;
        if (again) {
          timeline.after(Duration.ofNanos(RETRY), () -> notes.add(() -> sendAgain(message.tpdu())));
        } else if (outcome instanceof Outcome.Accepted) {
          sent.add(id);
        }
      }
      String handle = deletions.remove(id);
      if (handle != null && outcome instanceof Outcome.Accepted) {
        stored.remove(handle);
      } else if (handle != null && stored.containsKey(handle)) {
        timeline.after(Duration.ofNanos(RETRY), () -> notes.add(() -> delete(handle)));
      }
    }

    private void slice() {
      reads++;
      Link open = link;
      if (open != null && open.closed) {
        link = null;
        openAt = timeline.nanoTime() + REOPEN;
        core().detach("the port is gone", Trouble.PORT_GONE);
      } else if (open == null && timeline.nanoTime() >= openAt) {
        reopen();
      } else if (open != null && open.toHost.size() > 0) {
        byte[] octets = open.toHost.toByteArray();
        open.toHost.reset();
        core().receive(octets);
      }
      for (Runnable note = notes.poll(); note != null; note = notes.poll()) {
        note.run();
      }
      core().tick();
    }

    private void reopen() {
      if (present) {
        told = false;
        link = new Link();
        core().attach(link);
      } else if (!told) {
        told = true;
        core().detach("the port does not exist", Trouble.PORT_GONE);
      }
    }

    private Consumer<String> listener = _ -> {};

    /// Is told what the modem says, too.
    void listen(Consumer<String> next) {
      listener = next;
    }

    @Override
    public void command(byte[] bytes) {
      listener.accept(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      if (link != null && link.toHost.size() < 4096) {
        link.toHost.writeBytes(bytes);
      }
    }

    @Override
    public void audio(byte[] pcm) {
      heard += pcm.length;
    }

    @Override
    public void gone(boolean gone) {
      present = !gone;
      if (gone && link != null) {
        link.closed = true;
      }
    }

    @Override
    public long heard() {
      return heard;
    }

    @Override
    public long reads() {
      return reads;
    }

    @Override
    public String trouble() {
      return "";
    }

    @Override
    public void gain(double toNetworkDb, double fromNetworkDb) {}

    @Override
    public void inCall(boolean up) {}

    @Override
    public void talk(@Nullable Talk talk) {}

    @Override
    public Map<String, Long> counts() {
      return Map.of();
    }

    @Override
    public void start() {}

    @Override
    public boolean clocked() {
      return true;
    }

    @Override
    public int read(short[] frame) {
      return 0;
    }

    @Override
    public void write(short[] frame) {}

    @Override
    public void close() {}

    private final class Link implements SerialLink {
      private final ByteArrayOutputStream toHost = new ByteArrayOutputStream();
      private boolean closed;

      @Override
      public int read(byte[] octets, int offset, int length) {
        return -1;
      }

      @Override
      public int available() {
        return 0;
      }

      @Override
      public boolean write(byte[] octets, int length) {
        if (!closed) {
          world.modem(name).orElseThrow().commandInput(octets, length);
        }
        return !closed;
      }

      @Override
      public void close() {
        closed = true;
      }
    }
  }
}
