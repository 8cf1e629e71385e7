using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication.Sessions;

public sealed class EndedSessionsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Contains_AfterAnotherUserSignedOutTenThousandTimes_StillHoldsForAllOthers()
    {
        var (ended, anna) = (new EndedSessions(_time), CreateSession("anna"));
        ended.Add(anna);
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 10_001; i++)
        {
            ended.Add(CreateSession("bert"));
        }

        Assert.True(ended.Contains(anna.Number));
    }

    [Fact]
    public void Load_WhatWasKept_HoldsUntilItWouldHaveEnded()
    {
        using var folder = new TemporaryFolder();
        var (ended, session) = (new EndedSessions(_time), CreateSession("Anna Lee"));
        ended.Load(folder["."]);
        ended.Add(session);

        // As earlier versions wrote it, without the user.
        var earlier = CreateSession("bert");
        File.AppendAllText(folder["pan123dav.sessions"], $"{earlier.Number:N} {earlier.Expires.ToUnixTimeSeconds()}\nnonsense\n");
        var next = new EndedSessions(_time);
        next.Load(folder["."]);

        Assert.True(next.Contains(session.Number));
        Assert.True(next.Contains(earlier.Number));
        _time.Advance(TimeSpan.FromDays(8));
        next.Add(CreateSession("Anna Lee"));
        Assert.False(next.Contains(session.Number));
    }

    private SessionTicket CreateSession(string user) => new(user, Guid.NewGuid(), _time.GetUtcNow().AddDays(7));
}
