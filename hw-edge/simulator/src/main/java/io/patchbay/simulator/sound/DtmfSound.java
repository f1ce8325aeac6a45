package io.patchbay.simulator.sound;

import java.util.Arrays;

/// Digits as DTMF (ITU-T Q.23): each 100 ms on or as long as asked for, 100 ms off, −8 dBm0 per
/// frequency; a comma waits one second.
public final class DtmfSound implements Sound {
  /// The digits that have a tone.
  public static final String DIGITS = "123A456B789C*0#D";

  static final int[] ROWS_HZ = {697, 770, 852, 941};
  static final int[] COLUMNS_HZ = {1209, 1336, 1477, 1633};

  private static final int FRAMES_ON = 5;
  private static final int FRAMES_OFF = 5;
  private static final int FRAMES_PAUSE = 50;
  private static final double LEVEL_DBM0 = -8;

  private final String digits;
  private final int framesOn;
  private int at;
  private int inDigit;
  private Sound tone = Sound.silence();

  /// @param digits of `0-9A-D*#,`
  /// @throws IllegalArgumentException another character, or none
  public DtmfSound(String digits) {
    this(digits, FRAMES_ON);
  }

  /// As the other.
  ///
  /// @param framesOn length of each tone in frames of 20 ms
  public DtmfSound(String digits, int framesOn) {
    this.digits = check(digits);
    this.framesOn = framesOn;
  }

  /// The digits, checked.
  ///
  /// @throws IllegalArgumentException names the character that is no digit
  public static String check(String digits) {
    if (digits.isEmpty() || digits.length() > 64) {
      throw new IllegalArgumentException("digits '" + digits + "': 1 to 64 wanted");
    }
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit != ',' && DIGITS.indexOf(digit) < 0) {
        throw new IllegalArgumentException(
            "digits '" + digits + "': '" + digit + "' is none of 0-9 A-D * # ,");
      }
    }
    return digits;
  }

  @Override
  public boolean over() {
    return at == digits.length();
  }

  @Override
  public void next(short[] frame) {
    if (over()) {
      Arrays.fill(frame, (short) 0);
      return;
    }
    char digit = digits.charAt(at);
    if (inDigit == 0 && digit != ',') {
      int index = DIGITS.indexOf(digit);
      tone = new Tone(LEVEL_DBM0, ROWS_HZ[index / 4], COLUMNS_HZ[index % 4]);
    }
    if (digit != ',' && inDigit < framesOn) {
      tone.next(frame);
    } else {
      Arrays.fill(frame, (short) 0);
    }
    inDigit++;
    if (inDigit == (digit == ',' ? FRAMES_PAUSE : framesOn + FRAMES_OFF)) {
      inDigit = 0;
      at++;
    }
  }
}
