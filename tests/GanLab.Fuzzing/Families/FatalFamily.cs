namespace GanLab.Fuzzing.Families;

/// <summary>A reader that ends its process, waits for ever or throws what it should not, as the file tells it.</summary>
internal sealed class FatalFamily : ReaderFamily
{
    internal const byte Death = 1;
    internal const byte Hang = 2;
    internal const byte Throw = 3;

    private static readonly byte[][] Files = [[0], [Throw, 7], [0, 0], [Death, 1], [0, 0, 0], [Death, 2], [Hang], [4]];

    internal override string Name => "fatal";

    internal override bool IsNative => true;

    internal override IEnumerable<byte[]> Seeds() => Files;

    // Copies are harmless.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => [0, (byte)random.Next(10)];

    internal override object Read(byte[] file)
    {
        switch (file)
        {
            case [Death, ..]:
                Environment.Exit(77);
                break;
            case [Hang, ..]:
                Thread.Sleep(Timeout.Infinite);
                break;
            case [Throw, ..]:
                throw new InvalidCastException("as the file says");
        }

        return file.Length;
    }

    internal override int Digest(object content) => (int)content;
}
