using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Data;
using Pan123Dav.Logging;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Authentication.Tokens;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication;

/// <summary>Makes user directories for tests and signs in to them as the handler does.</summary>
internal static class Directories
{
    /// <summary>A throttle that lets everything through.</summary>
    public static readonly SignInThrottle Patient = Throttle(1_000_000);

    /// <summary>API tokens of nobody.</summary>
    public static readonly ApiTokens NoTokens = new(new MemoryTokenStore(), TimeProvider.System, NullLogger<ApiTokens>.Instance);

    private static readonly ConditionalWeakTable<UserDirectory, PasswordAuthenticator> Authenticators = [];

    /// <param name="failures">How many are allowed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="events">What it hears and tells; null for a gateway that stands alone.</param>
    public static SignInThrottle Throttle(int failures, TimeProvider? time = null, IGatewayEvents? events = null)
    {
        var metrics = new GatewayMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        var options = new FixedOptions<SignInOptions>(new SignInOptions { FailuresPerAddress = failures });
        return new SignInThrottle(options, metrics, time ?? TimeProvider.System, NullLogger<SignInThrottle>.Instance, events).Listen();
    }

    public static UserDirectory Create(CountingHasher hasher, TimeProvider? time = null, params UserOptions[] users)
    {
        var limited = new LimitedPasswordHasher(hasher);
        var directory = UserDirectory.Create(users, user => new StubStorage(user.Name), limited, time ?? TimeProvider.System);
        Authenticators.Add(directory, new PasswordAuthenticator(limited, Patient));
        return directory;
    }

    public static UserOptions User(string name, string password) => new() { Name = name, Password = password };

    public static Task<UserAccount?> SignInAsync(this UserDirectory directory, string authorization, CancellationToken? cancellationToken = null)
    {
        Assert.True(BasicCredentials.TryRead(authorization, out var credentials, out var problem), problem);
        return Authenticators.GetValue(directory, static _ => throw new InvalidOperationException("Not made here."))
            .AuthenticateAsync(directory, credentials, address: null, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
