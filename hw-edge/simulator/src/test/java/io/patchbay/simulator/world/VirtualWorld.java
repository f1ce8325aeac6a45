package io.patchbay.simulator.world;

import io.patchbay.simulator.analogue.PortSignal;
import io.patchbay.simulator.modem.ModemOutput;
import io.patchbay.simulator.modem.ModemSettings;
import io.patchbay.simulator.network.NetworkTimings;
import io.patchbay.simulator.network.Studio;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sound.DtmfEar;
import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.time.VirtualTimeline;
import io.patchbay.simulator.wav.FileStudio;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// A world in virtual time whose ports are memory.
public final class VirtualWorld implements Ports, Studio {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final VirtualTimeline timeline = new VirtualTimeline(START);
  private final Map<String, StringBuilder> commands = new HashMap<>();
  private final Map<String, List<short[]>> audio = new HashMap<>();
  private final Map<String, List<PortSignal>> signals = new HashMap<>();
  private final Map<String, List<short[]>> recordings = new HashMap<>();
  private final List<WorldEvent> events = new ArrayList<>();
  private final World world;

  /// Two SIM lines, one phone, one exchange line; no latency or jitter, RDY after 1 s.
  public VirtualWorld() {
    this(List.of());
  }

  /// The same with modems of these families.
  public VirtualWorld(List<String> families) {
    WorldSettings settings =
        new WorldSettings(2, 1, 1, NetworkTimings.usual(), VirtualWorld::modemOfLine)
            .withFamilies(families);
    world = new World(settings, timeline, new SplittableRandom(1), this, this);
    world.journal().listen(events::add);
    timeline.after(World.TICK, this::tick);
  }

  private static ModemSettings modemOfLine(int line) {
    ModemSettings usual = ModemSettings.ofLine(line);
    return new ModemSettings(
        usual.name(),
        usual.imei(),
        Duration.ofMillis(2),
        Duration.ofMillis(2),
        usual.boot(),
        usual.registering(),
        usual.ringEvery(),
        2,
        3,
        Duration.ZERO,
        usual.dialect());
  }

  private void tick() {
    timeline.after(World.TICK, this::tick);
    world.tick();
  }

  public World world() {
    return world;
  }

  /// Lets time pass.
  public VirtualWorld pass(long millis) {
    timeline.advance(Duration.ofMillis(millis));
    return this;
  }

  /// Switches the modems on and waits until they are registered.
  public VirtualWorld registered() {
    world.powerOn();
    pass(4000);
    drain("gsm-1");
    drain("gsm-2");
    return this;
  }

  /// Types a line on a modem's AT port, waits 50 ms, and gives what came: lines without blanks
  /// around.
  public List<String> at(String modem, String line) {
    type(modem, line + "\r");
    pass(50);
    return drain(modem);
  }

  /// Types octets.
  public void type(String modem, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    world.modem(modem).orElseThrow().commandInput(octets, octets.length);
  }

  /// Speaks into a modem's PCM port.
  public void speak(String modem, short[] frame) {
    byte[] octets = new byte[2 * frame.length];
    for (int i = 0; i < frame.length; i++) {
      octets[2 * i] = (byte) frame[i];
      octets[2 * i + 1] = (byte) (frame[i] >> 8);
    }
    world.modem(modem).orElseThrow().audioInput(octets, octets.length);
  }

  /// What came from the AT port since the last time.
  public List<String> drain(String modem) {
    StringBuilder buffer = commands.computeIfAbsent(modem, _ -> new StringBuilder());
    List<String> lines =
        buffer
            .toString()
            .lines()
            .flatMap(line -> java.util.Arrays.stream(line.split("\r", -1)))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    buffer.setLength(0);
    return lines;
  }

  /// The same, every character of it.
  public String raw(String modem) {
    StringBuilder buffer = commands.computeIfAbsent(modem, _ -> new StringBuilder());
    String text = buffer.toString();
    buffer.setLength(0);
    return text;
  }

  /// The audio that came from a PCM port or analogue port, by name; grows.
  public List<short[]> audioOf(String name) {
    return audio.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  /// The signals but audio that came from an analogue port; grows.
  public List<PortSignal> signalsOf(String name) {
    return signals.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  /// What was recorded under this name.
  public List<short[]> recording(String path) {
    return recordings.getOrDefault(path, List.of());
  }

  /// The kinds of a subject's events so far, in words.
  public List<String> eventsOf(String subject) {
    return events.stream()
        .filter(event -> event.subject().equals(subject))
        .map(event -> event.kind().word() + (event.detail().isEmpty() ? "" : " " + event.detail()))
        .toList();
  }

  /// DTMF digits in these frames.
  public static String digits(List<short[]> frames) {
    StringBuilder heard = new StringBuilder();
    DtmfEar ear = new DtmfEar(heard::append);
    frames.forEach(ear::hear);
    return heard.toString();
  }

  /// Level of one frequency in a frame, dBm0.
  public static double levelDbm0(short[] frame, double frequencyHz) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < frame.length; i++) {
      double angle = 2 * Math.PI * frequencyHz * i / 8000;
      re += frame[i] * Math.cos(angle);
      im += frame[i] * Math.sin(angle);
    }
    double amplitude = 2 * Math.hypot(re, im) / frame.length;
    return 20 * Math.log10(Math.max(amplitude, 1e-3) / 22_302.0);
  }

  @Override
  public ModemOutput modem(String name) {
    StringBuilder lines = commands.computeIfAbsent(name, _ -> new StringBuilder());
    return new ModemOutput() {
      @Override
      public void command(byte[] bytes) {
        lines.append(new String(bytes, StandardCharsets.ISO_8859_1));
      }

      @Override
      public void audio(byte[] pcm) {
        short[] frame = new short[pcm.length / 2];
        for (int i = 0; i < frame.length; i++) {
          frame[i] = (short) ((pcm[2 * i] & 0xFF) | pcm[2 * i + 1] << 8);
        }
        audioOf(name).add(frame);
      }

      @Override
      public void gone(boolean gone) {
        lines.append(gone ? "(gone)\r\n" : "(back)\r\n");
      }
    };
  }

  @Override
  public Consumer<PortSignal> analogue(String name) {
    return signal -> {
      if (signal instanceof PortSignal.Audio(short[] frame)) {
        audioOf(name).add(frame);
      } else {
        signalsOf(name).add(signal);
      }
    };
  }

  @Override
  public Sound sound(String say) {
    return new FileStudio().sound(say);
  }

  @Override
  public Ear recorder(String path) {
    List<short[]> frames = new ArrayList<>();
    recordings.put(path, frames);
    return frame -> frames.add(frame.clone());
  }
}
