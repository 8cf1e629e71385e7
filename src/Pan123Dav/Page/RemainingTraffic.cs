using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Page;

/// <summary>What is left of today's bytes for a user, so that a page can say what a click costs.</summary>
internal sealed class RemainingTraffic(IOptionsMonitor<BudgetOptions> options, UsageLedger ledger, TimeProvider timeProvider)
{
    /// <summary>Null where no budget bounds the bytes.</summary>
    public RemainingBytes? Get(HttpContext context)
    {
        var budgets = options.CurrentValue;
        var user = GatewayPrincipal.GetName(context) ?? "";
        var ofUser = budgets.GetLimits(user).DailyBytes;
        if (ofUser is null && budgets.DailyBytes is null)
        {
            return null;
        }

        var day = ledger.At(timeProvider.GetUtcNow());
        var left = Math.Min(
            (ofUser ?? long.MaxValue) - day.GetUser(user).Counter.Value.Bytes,
            (budgets.DailyBytes ?? long.MaxValue) - day.Gateway.Value.Bytes);
        return new RemainingBytes(Math.Max(0, left), budgets.UnknownSizeBytes);
    }
}

/// <param name="Left">Bytes.</param>
/// <param name="UnknownSize">What a file of unknown size costs, in bytes.</param>
internal readonly record struct RemainingBytes(long Left, long UnknownSize);
