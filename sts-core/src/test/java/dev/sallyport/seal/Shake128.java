package dev.sallyport.seal;

import java.util.Arrays;

/** SHAKE-128 of FIPS 202, which the JDK does not offer, for a vector that is told by it. */
final class Shake128 {
    private static final int RATE = 168;
    private static final int ROUNDS = 24;

    private final long[] state = new long[25];
    private int position;
    private boolean squeezing;

    void absorb(byte[] bytes) {
        for (byte b : bytes) {
            xor(position++, b);
            if (position == RATE) {
                permute();
            }
        }
    }

    byte[] squeeze(int count) {
        if (!squeezing) {
            xor(position, (byte) 0x1f);
            xor(RATE - 1, (byte) 0x80);
            permute();
            squeezing = true;
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            if (position == RATE) {
                permute();
            }
            bytes[i] = (byte) (state[position / 8] >>> (8 * (position % 8)));
            position++;
        }
        return bytes;
    }

    private void xor(int index, byte b) {
        state[index / 8] ^= (b & 0xffL) << (8 * (index % 8));
    }

    // Keccak-f[1600], FIPS 202, 3.2 and 3.3. Lane (x, y) is state[x + 5 * y].
    private void permute() {
        int lfsr = 1;
        for (int round = 0; round < ROUNDS; round++) {
            theta();
            rhoAndPi();
            chi();
            for (int j = 0; j <= 6; j++) {
                if ((lfsr & 1) != 0) {
                    state[0] ^= 1L << ((1 << j) - 1);
                }
                lfsr = (lfsr << 1) ^ ((lfsr >> 7) * 0x171);
            }
        }
        position = 0;
    }

    private void theta() {
        long[] columns = new long[5];
        for (int i = 0; i < 25; i++) {
            columns[i % 5] ^= state[i];
        }
        for (int i = 0; i < 25; i++) {
            state[i] ^= columns[(i + 4) % 5] ^ Long.rotateLeft(columns[(i + 1) % 5], 1);
        }
    }

    private void rhoAndPi() {
        int x = 1;
        int y = 0;
        long lane = state[1];
        for (int t = 0; t < 24; t++) {
            int nextY = (2 * x + 3 * y) % 5;
            x = y;
            y = nextY;
            long moved = state[x + 5 * y];
            state[x + 5 * y] = Long.rotateLeft(lane, (t + 1) * (t + 2) / 2 % 64);
            lane = moved;
        }
    }

    private void chi() {
        for (int y = 0; y < 25; y += 5) {
            long[] row = Arrays.copyOfRange(state, y, y + 5);
            for (int x = 0; x < 5; x++) {
                state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
    }
}
