using Pan123Dav.Authentication.Passwords;

namespace Pan123Dav.Tests.Authentication.Passwords;

public sealed class WeakPasswordTests
{
    [Theory]
    [InlineData("Ax7!kq2Mz", "has fewer than 10 characters")]
    [InlineData("密码密码密码密码密", "has fewer than 10 characters")]
    [InlineData("my-ANNA-hat-7", "holds the user's name")]
    [InlineData("password123", "is one of those that are tried first")]
    [InlineData("P@ssw0rd2024", "is one of those that are tried first")]
    [InlineData("1234567890", "is one of those that are tried first")]
    [InlineData("9876543210", "is one of those that are tried first")]
    [InlineData("aaaaaaaaaaaa", "is one of those that are tried first")]
    [InlineData("qwertyqwerty", "is one of those that are tried first")]
    [InlineData("woaini5201314", "is one of those that are tried first")]
    [InlineData("kestrel-over-9-hills", null)]
    [InlineData("my monkey wrote this long sentence", null)]
    [InlineData("x7Gq!2mPzL0v", null)]
    public void Find_Password_IsJudged(string password, string? problem) => Assert.Equal(problem, WeakPassword.Find("anna", password));
}
