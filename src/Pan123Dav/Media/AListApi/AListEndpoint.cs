using Microsoft.AspNetCore.Authentication;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Budgets.RequestLimits;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// What all calls of signed-in users have in common: every refusal is AList's envelope, and every failure that of <see cref="AListFailures"/>.
/// </summary>
/// <param name="answer">The call itself.</param>
/// <param name="isFreeRead">It costs nothing, so a walk through a library may make thousands.</param>
/// <param name="limits">How many calls a user may make.</param>
/// <param name="logger">Is told of storages that fail.</param>
internal sealed class AListEndpoint(Func<AListCall, Task> answer, bool isFreeRead, UserRequestLimits limits, ILogger<AListEndpoint> logger)
{
    // Clients sign in again when they find these words, and at no others.
    private const string NoToken = "Guest user is disabled, login please";
    private const string WrongToken = "The token is not valid here. Guest user is disabled, login please";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User is not GatewayPrincipal { Account: var user })
        {
            await RefuseAsync(context);
            return;
        }

        if (!limits.TryAcquire(user.Name, isFreeRead, out var wait))
        {
            await AListResponse.FailAsync(context.Response, StatusCodes.Status429TooManyRequests, "You ask too often. Wait, and go on more slowly.", wait);
            return;
        }

        await AListFailures.CatchAsync(context, logger, () => answer(new AListCall(context, user)));
    }

    /// <summary>Says why nobody is signed in.</summary>
    private static Task RefuseAsync(HttpContext context) => context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure switch
    {
        SignInThrottledException e => AListResponse.FailAsync(
            context.Response, StatusCodes.Status429TooManyRequests, "There were too many attempts to sign in from your address. Wait, and try again.", e.Delay),
        ProviderUnreachableException => AListResponse.FailAsync(
            context.Response, StatusCodes.Status500InternalServerError, "Whoever vouches for tokens does not answer. Wait, and try again.", ProviderKeys.Pause),
        _ => AListResponse.FailAsync(
            context.Response, StatusCodes.Status401Unauthorized,
            string.IsNullOrWhiteSpace(context.Request.Headers.Authorization.ToString()) ? NoToken : WrongToken),
    };
}
