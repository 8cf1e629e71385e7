using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Admin;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Throttling;

namespace Pan123Dav.Authentication;

/// <summary>Who may send requests.</summary>
internal static class AuthenticationExtensions
{
    /// <summary>
    /// Adds Basic and Bearer authentication and requires a signed-in user for everything that does not allow anonymous requests.
    /// Until <see cref="UserDirectoryProvider.Replace"/> is called nobody can sign in.
    /// </summary>
    public static IServiceCollection AddGatewayAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => PasswordHashing.CreateHasher());
        services.AddSingleton<LimitedPasswordHasher>();
        services.AddSingleton<UserDirectoryProvider>();
        services.AddSingleton<JwtBearerOptionsMonitor>();
        services.AddGatewayMetrics();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<CredentialAuthenticator>();
        services.AddSingleton<Challenge>();
        services.AddTransient<GatewayAuthenticationHandler>();
        services.AddTransient<BearerAuthenticationHandler>();

        // AddAuthentication would bring Data Protection, which makes a key file at start that nothing here uses.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = GatewayAuthenticationHandler.SchemeName;
            options.AddScheme<GatewayAuthenticationHandler>(GatewayAuthenticationHandler.SchemeName, displayName: null);
            options.AddScheme<BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, displayName: null);
        });

        services.AddSingleton<IPolicyEvaluator, GatewayPolicyEvaluator>();
        return services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy = GatewayPolicyEvaluator.SignedIn);
    }

    /// <summary>Where endpoints are added that <see cref="UseCachedCredentials"/> is to know.</summary>
    public static IEndpointRouteBuilder MapAuthenticatedGroup(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        AuthenticatedUserMetadata.Mark(group);
        return group;
    }

    /// <summary>Lets requests with credentials that were verified lately pass authentication and authorization by, where any user may go.</summary>
    /// <param name="app">The application, after routing.</param>
    /// <param name="signedIn">What comes after authorization.</param>
    public static void UseCachedCredentials(this IApplicationBuilder app, RequestDelegate signedIn)
    {
        var users = app.ApplicationServices.GetRequiredService<UserDirectoryProvider>();
        app.Use(next => new CachedCredentialMiddleware(next, signedIn, users).InvokeAsync);
    }
}
