using System.Buffers.Binary;

namespace Pan123Dav.Emulator.Demo;

/// <summary>
/// The demo's sound: the first two lines of the folk song 茉莉花 (Jasmine Flower) on a plucked string, ten seconds of 16-bit stereo PCM in a WAV file.
/// Samples are computed where they are read, so a seek costs nothing and the whole is never held.
/// </summary>
internal sealed class Melody : EmulatorContent
{
    private const int SampleRate = 48_000;
    private const int HeaderBytes = 44;
    private const int FrameBytes = 4;
    private const int BeatFrames = SampleRate * 10 / 32;
    private const int Frames = SampleRate * 10;

    /// <summary>Frequency in hertz and length in beats; 32 beats in all.</summary>
    private static readonly (double Frequency, int Beats)[] Line =
    [
        (329.63, 2), (329.63, 1), (392.00, 1), (440.00, 1), (523.25, 1), (523.25, 1), (440.00, 1), (392.00, 2), (392.00, 1), (440.00, 1), (392.00, 4),
    ];

    private static readonly (double Frequency, int Start)[] NoteAtBeat = Spread();

    public override long Length => HeaderBytes + ((long)Frames * FrameBytes);

    public override void Read(long offset, Span<byte> destination)
    {
        Span<byte> piece = stackalloc byte[HeaderBytes];
        while (!destination.IsEmpty)
        {
            int skip;
            if (offset < HeaderBytes)
            {
                WriteHeader(piece);
                skip = (int)offset;
            }
            else
            {
                WriteFrame((int)((offset - HeaderBytes) / FrameBytes), piece);
                skip = (int)((offset - HeaderBytes) % FrameBytes);
            }

            var count = Math.Min((offset < HeaderBytes ? HeaderBytes : FrameBytes) - skip, destination.Length);
            piece.Slice(skip, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    private static void WriteHeader(Span<byte> header)
    {
        "RIFF____WAVEfmt "u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderBytes - 8 + (Frames * FrameBytes));
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1); // PCM
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 2); // channels
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SampleRate * FrameBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], FrameBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16); // bits a sample
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], Frames * FrameBytes);
    }

    private static void WriteFrame(int frame, Span<byte> piece)
    {
        var (frequency, start) = NoteAtBeat[frame / BeatFrames];
        var seconds = (double)(frame - (start * BeatFrames)) / SampleRate;
        var phase = Math.Tau * frequency * seconds;
        // A few milliseconds of attack keep the note from clicking.
        var loudness = 9_000 * Math.Min(1, seconds / 0.008) * Math.Exp(-3.2 * seconds);
        var string1 = Math.Sin(phase) + (0.35 * Math.Sin(2 * phase));
        var overtone = 0.25 * Math.Sin(3 * phase);
        BinaryPrimitives.WriteInt16LittleEndian(piece, (short)(loudness * (string1 + overtone)));
        BinaryPrimitives.WriteInt16LittleEndian(piece[2..], (short)(loudness * (string1 - overtone)));
    }

    private static (double Frequency, int Start)[] Spread()
    {
        var notes = new List<(double, int)>();
        foreach (var (frequency, beats) in Line.Concat(Line))
        {
            notes.AddRange(Enumerable.Repeat((frequency, notes.Count), beats));
        }

        return [.. notes];
    }
}
