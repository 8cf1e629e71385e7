using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Metrics;

namespace Pan123Dav.Authentication;

/// <summary>Who may send requests.</summary>
internal static class AuthenticationExtensions
{
    /// <summary>
    /// Adds Basic and Bearer authentication and requires a signed-in user for everything that does not allow anonymous requests.
    /// Until <see cref="CurrentUsers.Replace"/> is called nobody can sign in.
    /// </summary>
    public static IServiceCollection AddGatewayAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => PasswordHashing.CreateHasher());
        services.AddSingleton<PasswordGate>();
        services.AddSingleton<CurrentUsers>();
        services.AddSingleton<CurrentJwt>();
        services.AddGatewayMetrics();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<CredentialCheck>();
        services.AddSingleton<Challenge>();
        services.AddTransient<BasicAuthenticationHandler>();
        services.AddTransient<BearerAuthenticationHandler>();

        // AddAuthentication would bring Data Protection, which makes a key file at start that nothing here uses.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = BasicAuthenticationHandler.SchemeName;
            options.AddScheme<BasicAuthenticationHandler>(BasicAuthenticationHandler.SchemeName, displayName: null);
            options.AddScheme<BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, displayName: null);
        });

        services.AddSingleton<IPolicyEvaluator, GatewayPolicyEvaluator>();
        return services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy = GatewayPolicyEvaluator.SignedIn);
    }

    /// <summary>Where endpoints are added that <see cref="UseRecognisedPath"/> is to know.</summary>
    public static IEndpointRouteBuilder MapRecognised(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        ForAnyUser.Mark(group);
        return group;
    }

    /// <summary>Lets requests with credentials that were verified lately pass authentication and authorization by, where any user may go.</summary>
    /// <param name="app">The application, after routing.</param>
    /// <param name="signedIn">What comes after authorization.</param>
    public static void UseRecognisedPath(this IApplicationBuilder app, RequestDelegate signedIn)
    {
        var users = app.ApplicationServices.GetRequiredService<CurrentUsers>();
        app.Use(next => new RecognisedPath(next, signedIn, users).InvokeAsync);
    }
}
