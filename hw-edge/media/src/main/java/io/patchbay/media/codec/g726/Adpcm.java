package io.patchbay.media.codec.g726;

/// One direction of G.726 for uniform PCM (Annex A); names in capitals are blocks of §4.2.
final class Adpcm {
  private static final int POSITIVE_ZERO = 0x20;
  private static final int NEGATIVE_ZERO = 0x20 - 0x400;
  private static final int SIGN = 0x8000;

  private final Rate rate;
  private final int sign;

  /// Quantiser scale factor: locked (19 bits) and unlocked.
  private int locked = 34816;

  private int unlocked = 544;

  /// Short- and long-term mean of the speed control's input, and the speed.
  private int shortMean;

  private int longMean;
  private int speed;

  /// Pole and zero coefficients, and the signals that they weigh as floating point of 11 bits.
  private int a1;

  private int a2;
  private int r1 = POSITIVE_ZERO;
  private int r2 = POSITIVE_ZERO;
  private final int[] b = new int[6];
  private final int[] d = {32, 32, 32, 32, 32, 32};

  /// Signs of the last two partly reconstructed signals.
  private int p1;

  private int p2;
  private boolean tone;

  Adpcm(Rate rate) {
    this.rate = rate;
    this.sign = 1 << (rate.bits - 1);
  }

  /// The code word of the next sample of 16 bits.
  int encode(int sample) {
    int zeros = zeros();
    int estimate = (short) (zeros + poles()) >> 1;
    int scale = scale();
    int code = quantise((short) ((sample >> 2) - estimate), scale);
    reconstruct(code, scale, estimate, zeros >> 1);
    return code;
  }

  /// The next sample, 16 bits.
  short decode(int code) {
    int zeros = zeros();
    int estimate = (short) (zeros + poles()) >> 1;
    int signal = reconstruct(code, scale(), estimate, zeros >> 1);
    return (short) Math.clamp((long) signal << 2, -32768, 32767);
  }

  /// ADDB, ADDC, and all that adapts.
  private int reconstruct(int code, int scale, int estimate, int zeroEstimate) {
    int difference = difference(code, scale);
    int magnitude = difference & 0x7fff;
    int signal = (short) (difference < 0 ? estimate - magnitude : estimate + magnitude);
    adapt(code, scale, difference, signal, (short) (signal + zeroEstimate - estimate));
    return signal;
  }

  /// MIX: the scale factor, a mixture of the locked and the unlocked one.
  private int scale() {
    if (speed >= 256) {
      return unlocked;
    }
    int slow = locked >> 6;
    int gap = unlocked - slow;
    int weight = speed >> 2;
    return gap > 0 ? slow + ((gap * weight) >> 6) : slow + ((gap * weight + 63) >> 6);
  }

  /// LOG, SUBTB, QUAN.
  private int quantise(int difference, int scale) {
    int magnitude = Math.abs(difference);
    int exponent = length(magnitude >> 1);
    int log = (exponent << 7) + (((magnitude << 7) >> exponent) & 0x7f) - (scale >> 2);
    int level = 0;
    while (level < rate.decisions.length && log >= rate.decisions[level]) {
      level++;
    }
    int last = 2 * sign - 1;
    if (difference < 0) {
      return last - level;
    }
    // the all-zero code word is not sent, but at 16 kbit/s
    return level == 0 && rate != Rate.K16 ? last : level;
  }

  /// ADDA, ANTILOG: sign and magnitude of 15 bits.
  private int difference(int code, int scale) {
    int log = rate.levels[code] + (scale >> 2);
    boolean negative = (code & sign) != 0;
    if (log < 0) {
      return negative ? -SIGN : 0;
    }
    int magnitude = ((128 + (log & 127)) << 7) >> (14 - ((log >> 7) & 15));
    return negative ? magnitude - SIGN : magnitude;
  }

  private void adapt(int code, int scale, int difference, int signal, int partial) {
    int magnitude = difference & 0x7fff;
    boolean transition = transition(magnitude);
    // FUNCTW, FILTD, LIMB, FILTE
    unlocked = Math.clamp(scale + ((rate.multipliers[code] - scale) >> 5), 544, 5120);
    locked += unlocked + (-locked >> 6);
    int sign0 = partial < 0 ? 1 : 0;
    int second = 0;
    if (transition) {
      a1 = 0;
      a2 = 0;
      java.util.Arrays.fill(b, 0);
    } else {
      second = secondPole(partial, sign0);
      firstPole(partial, sign0, second);
      a2 = second;
      adaptZeros(difference);
    }
    System.arraycopy(d, 0, d, 1, 5);
    d[0] = floating(magnitude, difference < 0);
    r2 = r1;
    r1 = floating(Math.min(Math.abs(signal), 0x7fff), signal < 0);
    p2 = p1;
    p1 = sign0;
    tone = !transition && second < -11776;
    adaptSpeed(rate.speeds[code], scale, transition);
  }

  /// TRANS: a partial-band signal has changed.
  private boolean transition(int magnitude) {
    int whole = locked >> 15;
    int threshold = whole > 9 ? 31 << 10 : (32 + ((locked >> 10) & 31)) << whole;
    return tone && magnitude > (threshold + (threshold >> 1)) >> 1;
  }

  /// UPA2, LIMC.
  private int secondPole(int partial, int sign0) {
    int value = a2 - (a2 >> 7);
    if (partial == 0) {
      return value;
    }
    int turned = sign0 == p1 ? -a1 : a1;
    value += turned < -8191 ? -0x100 : turned > 8191 ? 0xff : turned >> 5;
    return Math.clamp(sign0 == p2 ? value + 0x80 : value - 0x80, -12288, 12288);
  }

  /// UPA1, LIMD.
  private void firstPole(int partial, int sign0, int second) {
    a1 -= a1 >> 8;
    if (partial != 0) {
      a1 += sign0 == p1 ? 192 : -192;
    }
    int limit = 15360 - second;
    a1 = Math.clamp(a1, -limit, limit);
  }

  /// UPB.
  private void adaptZeros(int difference) {
    int leak = rate == Rate.K40 ? 9 : 8;
    for (int i = 0; i < 6; i++) {
      b[i] -= b[i] >> leak;
      if ((difference & 0x7fff) != 0) {
        b[i] += (difference ^ d[i]) >= 0 ? 128 : -128;
      }
    }
  }

  /// FILTA, FILTB, SUBTC, FILTC, TRIGA.
  private void adaptSpeed(int input, int scale, boolean transition) {
    shortMean += (input - shortMean) >> 5;
    longMean += ((input << 2) - longMean) >> 7;
    if (transition) {
      speed = 256;
    } else if (scale < 1536 || tone || Math.abs((shortMean << 2) - longMean) >= longMean >> 3) {
      speed += (0x200 - speed) >> 4;
    } else {
      speed += -speed >> 4;
    }
  }

  /// ACCUM, whose sums have 16 bits and wrap.
  private int zeros() {
    int sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += product(b[i] >> 2, d[i]);
    }
    return (short) sum;
  }

  private int poles() {
    return product(a2 >> 2, r2) + product(a1 >> 2, r1);
  }

  /// FMULT: a coefficient times a floating point number.
  private static int product(int coefficient, int floating) {
    int magnitude = coefficient > 0 ? coefficient : -coefficient & 0x1fff;
    int exponent = length(magnitude) - 6;
    int mantissa =
        magnitude == 0 ? 32 : exponent >= 0 ? magnitude >> exponent : magnitude << -exponent;
    int shift = exponent + ((floating >> 6) & 15) - 13;
    int product = (mantissa * (floating & 63) + 0x30) >> 4;
    int value = shift >= 0 ? (product << shift) & 0x7fff : product >> -shift;
    return (coefficient ^ floating) < 0 ? -value : value;
  }

  /// FLOATA, FLOATB: four bits of exponent, six of mantissa.
  private static int floating(int magnitude, boolean negative) {
    if (magnitude == 0) {
      return negative ? NEGATIVE_ZERO : POSITIVE_ZERO;
    }
    int exponent = length(magnitude);
    int value = (exponent << 6) + ((magnitude << 6) >> exponent);
    return negative ? value - 0x400 : value;
  }

  /// Bits up to the highest one.
  private static int length(int magnitude) {
    return 32 - Integer.numberOfLeadingZeros(magnitude);
  }
}
