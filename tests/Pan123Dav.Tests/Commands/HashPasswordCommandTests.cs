using System.Text;
using Microsoft.AspNetCore.Identity;
using Pan123Dav.Authentication;
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
        var next = keys.Select(key => key == '<' ? new ConsoleKeyInfo('\b', ConsoleKey.Backspace, false, false, false) : new ConsoleKeyInfo(key, 0, false, false, false))
            .Append(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)).GetEnumerator();

        Assert.Equal(expected, PasswordInput.ReadKeys(() => next.MoveNext() ? next.Current : throw new InvalidOperationException("It read beyond Enter.")));
    }
}
