using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Tests.Remote.Http;

public sealed class AddressGuardTests
{
    private static readonly Uri BaseUrl = new("https://nas.example:8443/api");

    [Theory]
    [InlineData("https://files.example/a", true)]
    [InlineData("https://files.example./a", true)]
    [InlineData("https://nas.example:1/a", true)]
    [InlineData("http://1.1.1.1/a", true)]
    [InlineData("ftp://files.example/a", false)]
    [InlineData("https://user:password@files.example/a", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("http://127.0.0.1./", false)]
    [InlineData("http://2130706433/", false)]
    [InlineData("http://2130706433./", false)]
    [InlineData("http://0x7f000001/", false)]
    [InlineData("http://0x7f.1/", false)]
    [InlineData("http://0177.0.0.1/", false)]
    [InlineData("http://0177.0.0.01./", false)]
    [InlineData("http://１２７.0.0.1/", false)]
    [InlineData("http://127。0。0。1/", false)]
    [InlineData("http://localhost/", false)]
    [InlineData("http://LOCALHOST./", false)]
    [InlineData("http://a.localhost./", false)]
    [InlineData("http://[::1]/", false)]
    [InlineData("http://[::ffff:10.0.0.1]/", false)]
    [InlineData("http://[fe80::1%25eth0]/", false)]
    public void Allows_Address_IsKnown(string address, bool expected) => Assert.Equal(expected, AddressGuard.Allows(new Uri(address), BaseUrl));
}
