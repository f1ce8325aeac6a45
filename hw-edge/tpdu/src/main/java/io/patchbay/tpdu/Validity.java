package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// How long the service centre shall try – TS 23.040 §9.2.3.12.
public sealed interface Validity {
  /// The service centre's own choice.
  static Validity none() {
    return new None();
  }

  /// TP-VPF: 0 none, 2 relative, 1 enhanced, 3 absolute.
  int format();

  /// No validity period in the TPDU.
  record None() implements Validity {
    @Override
    public int format() {
      return 0;
    }
  }

  /// One octet, from 5 minutes (0) to 63 weeks (255).
  record Relative(int value) implements Validity {
    public Relative {
      if (value < 0 || value > 255) {
        throw new IllegalArgumentException("validity period is no octet: " + value);
      }
    }

    /// The shortest period that is not less than this one; 63 weeks at most.
    public static Relative of(Duration period) {
      int value = 0;
      while (value < 255 && new Relative(value).period().compareTo(period) < 0) {
        value++;
      }
      return new Relative(value);
    }

    /// The period of §9.2.3.12.1.
    public Duration period() {
      if (value <= 143) {
        return Duration.ofMinutes((value + 1) * 5L);
      }
      if (value <= 167) {
        return Duration.ofHours(12).plusMinutes((value - 143) * 30L);
      }
      return Duration.ofDays(value <= 196 ? value - 166 : (value - 192) * 7L);
    }

    @Override
    public int format() {
      return 2;
    }
  }

  /// Until this time.
  record Absolute(SmscTime until) implements Validity {
    public Absolute {
      requireNonNull(until, "until");
    }

    @Override
    public int format() {
      return 3;
    }
  }

  /// The enhanced format of §9.2.3.12.3, seven octets kept as they are.
  record Enhanced(Octets octets) implements Validity {
    public Enhanced {
      if (octets.length() != 7) {
        throw new IllegalArgumentException("an enhanced validity period has 7 octets: " + octets);
      }
    }

    /// One attempt only.
    public boolean singleShot() {
      return (octets.get(0) & 0x40) != 0;
    }

    /// The period; empty when none is given, or in a format not assigned.
    public Optional<Duration> period() {
      return switch (octets.get(0) & 7) {
        case 1 -> Optional.of(new Relative(octets.get(1)).period());
        case 2 -> Optional.of(Duration.ofSeconds(octets.get(1)));
        case 3 -> clock();
        default -> Optional.empty();
      };
    }

    private Optional<Duration> clock() {
      Duration period = Duration.ZERO;
      for (int i = 1; i <= 3; i++) {
        int tens = octets.get(i) & 0xF;
        int units = octets.get(i) >> 4;
        if (tens > 9 || units > 9) {
          return Optional.empty();
        }
        period = period.multipliedBy(60).plusSeconds(tens * 10L + units);
      }
      return Optional.of(period);
    }

    @Override
    public int format() {
      return 1;
    }
  }

  /// Reads the octets that this TP-VPF announces.
  static Validity read(OctetReader in, int format) throws TpduException {
    return switch (format) {
      case 1 -> new Enhanced(Octets.of(in.octets(7, "validity period")));
      case 2 -> new Relative(in.octet("validity period"));
      case 3 -> new Absolute(SmscTime.read(in, "validity period"));
      default -> none();
    };
  }

  /// Writes the octets after TP-DCS.
  default void write(OctetWriter out) {
    switch (this) {
      case None _ -> {}
      case Relative(int value) -> out.write(value);
      case Absolute(SmscTime until) -> until.write(out);
      case Enhanced(Octets octets) -> out.writeBytes(octets.toArray());
    }
  }
}
