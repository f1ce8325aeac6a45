package io.patchbay.driver.gsm.soundcard;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// A sound card in memory: what it is to hear is put in, what it has played is taken out.
///
/// The interfaces of `javax.sound` have some sixty methods between them; only those used exist
/// here.
final class MemoryCard {
  private final String name;
  private final List<AudioFormat> formats;
  private byte[] heard = new byte[0];
  private int heardFrom;
  private final ByteArrayOutputStream played = new ByteArrayOutputStream();
  private int queued;
  private int bufferSize;
  private boolean open;
  private boolean busy;
  private AudioFormat format = new AudioFormat(8000, 16, 1, true, false);

  MemoryCard(String name, AudioFormat... formats) {
    this.name = name;
    this.formats = List.of(formats);
  }

  static AudioFormat format(int rateHz, int channels) {
    return new AudioFormat(rateHz, 16, channels, true, false);
  }

  /// Another program has it.
  MemoryCard busy() {
    busy = true;
    return this;
  }

  /// The microphone hears this.
  void hears(byte[] octets) {
    byte[] all = new byte[heard.length - heardFrom + octets.length];
    System.arraycopy(heard, heardFrom, all, 0, heard.length - heardFrom);
    System.arraycopy(octets, 0, all, heard.length - heardFrom, octets.length);
    heard = all;
    heardFrom = 0;
  }

  /// The loudspeaker plays so many octets of what waits.
  void plays(int octets) {
    queued = Math.max(0, queued - octets);
  }

  byte[] played() {
    return played.toByteArray();
  }

  int queued() {
    return queued;
  }

  AudioFormat format() {
    return format;
  }

  boolean isOpen() {
    return open;
  }

  Mixer mixer() {
    Mixer.Info info = new CardInfo(name);
    return proxy(
        Mixer.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "getMixerInfo" -> info;
              case "isLineSupported" -> supported((Line.Info) arguments[0]);
              case "getLine" ->
                  ((Line.Info) arguments[0]).getLineClass() == TargetDataLine.class
                      ? capture()
                      : playback();
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private boolean supported(Line.Info line) {
    return !(line instanceof DataLine.Info data)
        || List.of(data.getFormats()).stream()
            .anyMatch(wanted -> formats.stream().anyMatch(wanted::matches));
  }

  TargetDataLine capture() {
    return proxy(
        TargetDataLine.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "available" -> heard.length - heardFrom;
              case "read" -> {
                int n = Math.min((int) arguments[2], heard.length - heardFrom);
                System.arraycopy(heard, heardFrom, (byte[]) arguments[0], (int) arguments[1], n);
                heardFrom += n;
                yield n;
              }
              default -> line(method.getName(), arguments);
            });
  }

  SourceDataLine playback() {
    return proxy(
        SourceDataLine.class,
        (_, method, arguments) ->
            switch (method.getName()) {
              case "available" -> bufferSize - queued;
              case "write" -> {
                played.write((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
                queued += (int) arguments[2];
                yield arguments[2];
              }
              default -> line(method.getName(), arguments);
            });
  }

  private Object line(String method, Object... arguments) throws LineUnavailableException {
    return switch (method) {
      case "open" -> {
        if (busy) {
          throw new LineUnavailableException("device or resource busy");
        }
        format = (AudioFormat) arguments[0];
        bufferSize = (int) arguments[1];
        open = true;
        yield this;
      }
      case "close" -> {
        open = false;
        yield this;
      }
      case "start" -> this;
      case "isOpen" -> open;
      case "getFormat" -> format;
      case "getBufferSize" -> bufferSize;
      default -> throw new UnsupportedOperationException(method.toLowerCase(Locale.ROOT));
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object result =
                  handler.invoke(self, method, arguments == null ? new Object[0] : arguments);
              return method.getReturnType() == void.class ? null : result;
            }));
  }

  private static final class CardInfo extends Mixer.Info {
    CardInfo(String name) {
      super(name, "test", "in memory", "1");
    }
  }
}
