using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Data;

namespace Pan123Dav.Authentication;

/// <summary>Who may send requests.</summary>
internal static class AuthenticationExtensions
{
    /// <summary>
    /// Adds Basic and Bearer authentication and requires a signed-in user for everything that does not allow anonymous requests.
    /// Besides, an <see cref="IUserDirectoryProvider"/> and the options of sign-in and tokens are needed.
    /// </summary>
    public static IServiceCollection AddGatewayAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => PasswordHashing.CreateHasher());
        services.AddSingleton<LimitedPasswordHasher>();
        services.AddSingleton<JwtBearerOptionsMonitor>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<PasswordAuthenticator>();
        services.AddSingleton<CredentialAuthenticator>();
        services.TryAddSingleton(static _ => new DataDirectory());
        services.AddSingleton<SessionService>();
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

    /// <summary>Where endpoints are added that any signed-in user may use unless they say otherwise.</summary>
    public static IEndpointRouteBuilder MapAuthenticatedGroup(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        AuthenticatedUserMetadata.Mark(group);
        return group;
    }

    /// <summary>
    /// Finds out who sends a request, and refuses who may not. There are two ways through a sign-in: credentials that were
    /// verified lately go past the framework's authentication and authorization straight to the endpoint, all others take the
    /// ordinary way. Whatever is added between sign-in and the endpoints must hold on both, so it stands in
    /// <paramref name="afterSignIn"/>: middleware that is added after this call is skipped on the short way.
    /// </summary>
    /// <param name="app">The application, after routing.</param>
    /// <param name="afterSignIn">Middleware for requests whose sender is known.</param>
    /// <param name="before">
    /// Looks first, whether a request is let in by something else than a sign-in. Is given the way for all others, and the way for those whose
    /// <see cref="HttpContext.User"/> it has set.
    /// </param>
    public static void UseGatewayAuthentication(
        this IApplicationBuilder app, Func<RequestDelegate, RequestDelegate> afterSignIn, Func<RequestDelegate, RequestDelegate, RequestDelegate> before)
    {
        var users = app.ApplicationServices.GetRequiredService<IUserDirectoryProvider>();
        var toEndpoint = afterSignIn(static context => context.GetEndpoint()!.RequestDelegate!(context));
        var tokens = app.ApplicationServices.GetRequiredService<ApiTokens>();
        app.Use(next => before(next, toEndpoint));
        app.Use(next => new CachedCredentialMiddleware(next, toEndpoint, users, tokens).InvokeAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(afterSignIn);
    }
}
