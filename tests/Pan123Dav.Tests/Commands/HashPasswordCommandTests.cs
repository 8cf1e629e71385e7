using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Commands;

namespace Pan123Dav.Tests.Commands;

public sealed class HashPasswordCommandTests
{
    [Fact]
    public async Task Hash_Password_VerifiesAndIsAcceptedAsConfiguration()
    {
        const string password = "correct horse 电池";

        var run = await CommandRun.OfAsync(HashPasswordCommand.Create(_ => password));

        var hash = run.Output.TrimEnd('\n');
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(PasswordHashFormat.IsValid(hash));
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<object>().VerifyHashedPassword(new object(), hash, password));
        Assert.Equal(PasswordVerificationResult.Failed, new PasswordHasher<object>().VerifyHashedPassword(new object(), hash, "wrong"));
    }

    [Fact]
    public async Task Hash_Empty_IsAUsageError()
    {
        var run = await CommandRun.OfAsync(HashPasswordCommand.Create(_ => ""));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("pan123dav hash-password: error usage: the password is empty", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1q9", "has fewer than 10 characters")]
    [InlineData("1234567890", "is one of those that are tried first")]
    [InlineData("Password2026", "is one of those that are tried first")]
    [InlineData("annas-own-words", "holds the user's name", "--user", "Anna")]
    public async Task Hash_Weak_IsRefusedWithTheReasonUnlessAllowed(string password, string reason, params string[] arguments)
    {
        var refused = await CommandRun.OfAsync(HashPasswordCommand.Create(_ => password), arguments);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith($"pan123dav hash-password: error weak: the password {reason}", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--allow-weak", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(password, refused.Error, StringComparison.Ordinal);

        var allowed = await CommandRun.OfAsync(HashPasswordCommand.Create(_ => password), ["--allow-weak", .. arguments]);
        Assert.Equal((0, $"pan123dav hash-password: warning weak: the password {reason}\n"), (allowed.ExitCode, allowed.Error));
        Assert.True(PasswordHashFormat.IsValid(allowed.Output.TrimEnd('\n')));
    }

    [Theory]
    [InlineData("correct horse\rcorrect horse\r", 0)]
    [InlineData("correct horse\rcorrect hose\r", 2)]
    [InlineData("\r", 2)]
    public async Task Hash_OnATerminal_IsAskedForTwiceUnseen(string keys, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "util-linux's script makes the terminal.");
        var start = new ProcessStartInfo("/usr/bin/script",
            ["--quiet", "--return", "--command", $"'{Path.Combine(AppContext.BaseDirectory, "pan123dav")}' hash-password", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm";
        using var process = Process.Start(start)!;
        var screen = new StringBuilder();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        foreach (var typed in keys.Split('\r', StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty(""))
        {
            // Until the question is asked: what is typed before that, the terminal shows.
            var asked = screen.Length;
            while (!screen.ToString(asked, screen.Length - asked).Contains(": ", StringComparison.Ordinal))
            {
                var read = new char[1];
                Assert.Equal(1, await process.StandardOutput.ReadAsync(read, deadline.Token));
                screen.Append(read[0]);
            }

            await process.StandardInput.WriteAsync(typed + "\r");
            await process.StandardInput.FlushAsync(deadline.Token);
        }

        screen.Append(await process.StandardOutput.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        Assert.Equal(code, process.ExitCode);
        Assert.DoesNotContain("correct", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadTwice_Different_IsRefused()
    {
        var next = "one\rtwo\r".Select(key => new ConsoleKeyInfo(key, key == '\r' ? ConsoleKey.Enter : 0, false, false, false)).GetEnumerator();

        Assert.Throws<FormatException>(
            () => PasswordInput.ReadTwice(
                new InvocationConfiguration { Error = TextWriter.Null }, () => next.MoveNext() ? next.Current : throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Hash_NoUtf8_IsAUsageErrorWithoutTheBytes()
    {
        var run = await CommandRun.OfAsync(HashPasswordCommand.Create(_ => PasswordInput.ReadLine(new MemoryStream([0x70, 0xff, 0x70]))));

        Assert.Equal(new CommandRun(2, "", "pan123dav hash-password: error usage: the password must be UTF-8 text\n"), run);
    }

    [Theory]
    [InlineData("word\n", "word")]
    [InlineData("word", "word")]
    [InlineData("word\r\n", "word")]
    [InlineData(" wo rd \nnext\n", " wo rd ")]
    [InlineData("\ufeff密码\n", "密码")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    public void ReadLine_Input_IsTheFirstLine(string input, string expected) =>
        Assert.Equal(expected, PasswordInput.ReadLine(new MemoryStream(Encoding.UTF8.GetBytes(input))));

    [Fact]
    public void ReadLine_EndlessLine_IsRefused() =>
        Assert.Throws<FormatException>(() => PasswordInput.ReadLine(new MemoryStream(new byte[1_000_000])));

    [Theory]
    [InlineData("ab", "ab")]
    [InlineData("abc<<d", "ad")]
    [InlineData("<<a", "a")]
    [InlineData("\ud83c\udfac<b", "b")]
    [InlineData("a\u0001b", "ab")]
    public void ReadKeys_Typed_IsWhatIsLeft(string keys, string expected)
    {
        var next = keys.Select(
            key => key == '<' ? new ConsoleKeyInfo('\b', ConsoleKey.Backspace, false, false, false) : new ConsoleKeyInfo(key, 0, false, false, false))
            .Append(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)).GetEnumerator();

        Assert.Equal(expected, PasswordInput.ReadKeys(() => next.MoveNext() ? next.Current : throw new InvalidOperationException("It read beyond Enter.")));
    }
}
