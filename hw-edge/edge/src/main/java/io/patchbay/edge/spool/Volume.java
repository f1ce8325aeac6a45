package io.patchbay.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Where the spool is written: the one place at which a disk can be full.
public interface Volume {
  /// Begins a new file.
  SegmentFile create(Path file) throws IOException;

  /// Goes on with a file; what is beyond `size` is cut off.
  SegmentFile append(Path file, long size) throws IOException;

  /// An open file. Used by one thread at a time.
  interface SegmentFile extends Closeable {
    /// Writes some or all of what remains.
    int write(ByteBuffer from) throws IOException;

    /// Makes sure that it is on the disk.
    ///
    /// @param all its size and times, too
    void force(boolean all) throws IOException;
  }

  /// The operating system's.
  static Volume ofThisMachine() {
    return new Volume() {
      @Override
      public SegmentFile create(Path file) throws IOException {
        return opened(
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      }

      @Override
      public SegmentFile append(Path file, long size) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(size);
        channel.position(size);
        return opened(channel);
      }
    };
  }

  private static SegmentFile opened(FileChannel channel) {
    return new SegmentFile() {
      @Override
      public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
      }

      @Override
      public void force(boolean all) throws IOException {
        channel.force(all);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
