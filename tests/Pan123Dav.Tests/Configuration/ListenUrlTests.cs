using System.Net;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Configuration;

namespace Pan123Dav.Tests.Configuration;

public sealed class ListenUrlTests
{
    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("http://localhost:5000/")]
    [InlineData("http://localhost")]
    [InlineData("HTTP://LocalHost:1")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://0.0.0.0:65535")]
    [InlineData("https://192.168.1.2:8443")]
    [InlineData("http://*:80")]
    [InlineData("http://+:80")]
    [InlineData("http://[::1]:5000")]
    [InlineData("http://[::]:5000")]
    [InlineData("http://[fe80::1%2]:5000")]
    [InlineData("http://[2001:db8::1]")]
    [InlineData("http://unix:/run/pan123dav/http.sock")]
    [InlineData("http://pipe:/pan123dav")]
    public void Find_WhatCanBeListenedOn_IsNull(string url) => Assert.Null(ListenUrl.Find(url));

    [Theory]
    [InlineData("127.0.0.1:5903", "write http://127.0.0.1:5903")]
    [InlineData("localhost", "write http://localhost")]
    [InlineData("[::1]:5000", "write http://[::1]:5000")]
    [InlineData("5903", "write http://localhost:5903")]
    [InlineData("70000", "is no address")]
    [InlineData("", "is no address")]
    [InlineData("drive.local:5000", "is no address")]
    [InlineData(" http://localhost:5000", "has a blank around it: write http://localhost:5000")]
    [InlineData("http://localhost:5000\t", "has a blank around it: write http://localhost:5000")]
    [InlineData(" x", "has a blank around it")]
    [InlineData("http://127.0.0.1:1,http://[::1]:1", "semicolons")]
    [InlineData("http://localhost:5000/dav", "write http://localhost:5000, and the path as Pan123Dav:PathBase")]
    [InlineData("http://localhost:5000//", "has a path")]
    [InlineData("http:/localhost:5000", "is no address")]
    [InlineData("ftp://localhost:5000", "must begin with http:// or https://")]
    [InlineData("htp://localhost:5000", "must begin with http:// or https://")]
    [InlineData("http://localhost:70000", "port")]
    [InlineData("http://localhost:-1", "port")]
    [InlineData("http://localhost:+1", "port")]
    [InlineData("http://localhost:port", "port")]
    [InlineData("http://localhost:", "port")]
    [InlineData("http://[::1]:", "port")]
    [InlineData("http://localhost:0", "write http://127.0.0.1:0")]
    [InlineData("http://", "a scheme, a host and a port")]
    [InlineData("http:///", "a scheme, a host and a port")]
    [InlineData("http://me:s3cret@localhost:5000", "a scheme, a host and a port")]
    [InlineData("http://localhost:5000?a", "a scheme, a host and a port")]
    [InlineData("http://unix:/", "names no socket")]
    public void Find_WrongForm_SaysWhatToWrite(string url, string message) => AssertFault(url, isHost: false, message);

    [Theory]
    [InlineData("http://127.0.0.300:5909", "no IP address")]
    [InlineData("http://drive.local:5909", "no IP address")]
    [InlineData("http://drive.local", "no IP address")]
    [InlineData("http://127.1:5000", "no IP address")]
    [InlineData("http://010.0.0.1:5000", "no IP address")]
    [InlineData("http://2130706433:5000", "no IP address")]
    [InlineData("http://::1", "without brackets")]
    [InlineData("http://::1:5000", "without brackets")]
    [InlineData("http://[::1", "not closed")]
    [InlineData("http://[::1:5000", "not closed")]
    [InlineData("http://[::g]:5000", "no IP address")]
    [InlineData("http://[127.0.0.1]:5000", "no IP address")]
    [InlineData("http://[::1]x:5000", "no IP address")]
    [InlineData("http://**:5000", "no IP address")]
    [InlineData("http://:5000", "no IP address")]
    [InlineData("http://a:b:5000", "no IP address")]
    public void Find_WrongHost_SaysSo(string url, string message) => AssertFault(url, isHost: true, message);

    [Theory]
    [InlineData("https://unix:/::")]
    [InlineData("http://unix:/run/http.sock:/dav")]
    public void Find_SocketWithAColonBehind_SaysSo(string url) => AssertFault(url, isHost: false, "has a colon");

    // Kestrel listens on every network for a host that it cannot read.
    [Fact]
    public void Find_AnyTextThatPasses_IsReadByKestrelAsItIsWritten()
    {
        string[] parts = ["http://", "https://", "localhost", "127.0.0.1", "[::1]", "[", "]",
            "::", ":", "0", "80", "/", "*", "+", ".", " ", "unix:", ";", "%", "a", "300"];
        var part = Gen.Int[0, parts.Length - 1].Select(index => parts[index]);
        Gen.OneOf(part.Array[1, 7].Select(string.Concat), Gen.String.Select(text => "http://" + text), Gen.String).Sample(
            url =>
            {
                if (ListenUrl.Find(url) is not null)
                {
                    return;
                }

                var address = BindingAddress.Parse(url);
                Assert.Empty(address.PathBase.Trim('/'));
                Assert.True(address.IsUnixPipe || address.IsNamedPipe || address.Host is "*" or "+"
                    || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                    || IPAddress.TryParse(address.Host, out _), url);
            },
            iter: 20_000);
    }

    private static void AssertFault(string url, bool isHost, string message)
    {
        var fault = Assert.NotNull(ListenUrl.Find(url));
        Assert.Equal(isHost, fault.IsHost);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
