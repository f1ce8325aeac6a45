package io.patchbay.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// A file system that is full for a while: part of what is written goes through, as on a real one.
public final class FullDisk implements Volume {
  private final Volume real = Volume.ofThisMachine();
  private final AtomicBoolean full = new AtomicBoolean();

  /// There is room.
  public FullDisk() {}

  /// Whether it is full from now on.
  public void full(boolean next) {
    full.set(next);
  }

  @Override
  public SegmentFile create(Path file) throws IOException {
    return limited(real.create(file));
  }

  @Override
  public SegmentFile append(Path file, long size) throws IOException {
    return limited(real.append(file, size));
  }

  private SegmentFile limited(SegmentFile file) {
    return new SegmentFile() {
      private boolean torn;

      @Override
      public int write(ByteBuffer from) throws IOException {
        if (!full.get()) {
          torn = false;
          return file.write(from);
        }
        if (torn || from.remaining() < 2) {
          throw new IOException("No space left on device");
        }
        torn = true;
        int limit = from.limit();
        from.limit(from.position() + from.remaining() / 2);
        int written = file.write(from);
        from.limit(limit);
        return written;
      }

      @Override
      public void force(boolean all) throws IOException {
        file.force(all);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
