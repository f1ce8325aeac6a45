package io.patchbay.media.fax;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/// A page of 1728 pixels a line at 204 by 196 dots an inch, and what came of it.
///
/// @param bits rows of 216 octets, 1 = black
public record FaxPage(byte[][] bits) {
  private static final int WIDTH = 1728;
  private static final int ROW = WIDTH / 8;

  /// Lines of black and white runs, as of print: most like the line above.
  public static FaxPage random(int rows, long seed) {
    var random = new SplittableRandom(seed);
    var bits = new byte[rows][];
    for (int y = 0; y < rows; y++) {
      var row = y > 0 && random.nextInt(4) > 0 ? bits[y - 1].clone() : new byte[ROW];
      int runs = y > 0 && random.nextInt(4) > 0 ? 2 : 24;
      for (int i = 0; i < runs; i++) {
        int at = random.nextInt(WIDTH - 64);
        int length = 1 + random.nextInt(60);
        boolean black = random.nextBoolean();
        for (int x = at; x < at + length; x++) {
          int bit = 0x80 >> (x % 8);
          row[x / 8] = (byte) (black ? row[x / 8] | bit : row[x / 8] & ~bit);
        }
      }
      bits[y] = row;
    }
    return new FaxPage(bits);
  }

  /// Writes it as a TIFF without compression (TIFF 6.0 §3).
  public void write(Path file) throws IOException {
    int[][] tags = {
      {256, 4, 1, WIDTH},
      {257, 4, 1, bits.length},
      {258, 3, 1, 1},
      {259, 3, 1, 1},
      {262, 3, 1, 0},
      {273, 4, 1, 8},
      {277, 3, 1, 1},
      {278, 4, 1, bits.length},
      {279, 4, 1, bits.length * ROW},
      {282, 5, 1, 8 + bits.length * ROW},
      {283, 5, 1, 16 + bits.length * ROW},
      {296, 3, 1, 2}
    };
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 'I')
            .put((byte) 'I')
            .putShort((short) 42)
            .putInt(24 + bits.length * ROW)
            .array());
    for (byte[] row : bits) {
      out.writeBytes(row);
    }
    var rest = ByteBuffer.allocate(16 + 2 + 12 * tags.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    rest.putInt(204).putInt(1).putInt(196).putInt(1).putShort((short) tags.length);
    for (int[] tag : tags) {
      rest.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
    }
    out.writeBytes(rest.putInt(0).array());
    Files.write(file, out.toByteArray());
  }

  /// Reads what a fax machine has written.
  public static FaxPage read(Path file) throws IOException {
    var image = ImageIO.read(file.toFile());
    if (image == null || image.getWidth() != WIDTH) {
      throw new IOException("no fax page: " + image);
    }
    var bits = new byte[image.getHeight()][ROW];
    for (int y = 0; y < bits.length; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if ((image.getRGB(x, y) & 0xff) == 0) {
          bits[y][x / 8] |= (byte) (0x80 >> (x % 8));
        }
      }
    }
    return new FaxPage(bits);
  }
}
