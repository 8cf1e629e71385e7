using System.CommandLine;
using System.Text;

namespace Pan123Dav.Commands;

/// <summary>Reads a password: without echo on a terminal, else one line of standard input.</summary>
internal static class PasswordInput
{
    private const int MaxLine = 4096;

    /// <exception cref="FormatException">The line is no UTF-8, or too long, or what was typed twice differs. The message shows nothing of it.</exception>
    public static string Read(InvocationConfiguration invocation)
    {
        if (!System.Console.IsInputRedirected)
        {
            // Looking for a key switches the terminal's echo off, and it stays off: nobody who is quick to type sees the first letters beside the question.
            _ = System.Console.KeyAvailable;
            return ReadTwice(invocation, () => System.Console.ReadKey(intercept: true));
        }

        using var input = System.Console.OpenStandardInput();
        return ReadLine(input);
    }

    /// <summary>What is typed, unseen, and once more to find slips.</summary>
    /// <exception cref="FormatException">The two differ.</exception>
    internal static string ReadTwice(InvocationConfiguration invocation, Func<ConsoleKeyInfo> next)
    {
        var typed = Ask("Password: ");
        if (typed.Length > 0 && Ask("The same password again: ") != typed)
        {
            throw new FormatException("the two passwords are not the same: run the command again");
        }

        return typed;

        string Ask(string question)
        {
            invocation.Error.Write(invocation.GetMessages().Translate(question));
            invocation.Error.Flush();
            var answer = ReadKeys(next);
            invocation.Error.WriteLine();
            return answer;
        }
    }

    /// <summary>The first line without its end and without a byte order mark; empty when there is none.</summary>
    /// <exception cref="FormatException">It is no UTF-8, or too long. The message shows nothing of it.</exception>
    internal static string ReadLine(Stream input)
    {
        var line = new MemoryStream();
        for (int next; (next = input.ReadByte()) is not (-1 or '\n');)
        {
            if (line.Length == MaxLine)
            {
                throw new FormatException($"the password is longer than {MaxLine} bytes");
            }

            line.WriteByte((byte)next);
        }

        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        bytes = bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes;
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Not kept as the inner exception: that one's message shows the bytes.
            throw new FormatException("the password must be UTF-8 text");
        }
    }

    /// <summary>What is typed until Enter; Backspace takes the last character back.</summary>
    internal static string ReadKeys(Func<ConsoleKeyInfo> next)
    {
        var typed = new StringBuilder();
        while (next() is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                var last = typed.Length > 1 && char.IsLowSurrogate(typed[^1]) ? 2 : 1;
                typed.Length -= Math.Min(last, typed.Length);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
