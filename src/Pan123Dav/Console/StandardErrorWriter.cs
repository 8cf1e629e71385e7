using System.Text;

namespace Pan123Dav.Console;

/// <summary>
/// Standard error that may be closed or on a full disk: what cannot be told is lost, and the exit code says it all the same. Results go to standard
/// output, where losing anything stays a failure.
/// </summary>
internal sealed class StandardErrorWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Puts it in the place of <see cref="System.Console.Error"/>.</summary>
    public static void Use() => System.Console.SetError(new StandardErrorWriter(System.Console.Error));

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to tell it.
        }
    }
}
