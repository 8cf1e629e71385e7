using System.Globalization;

namespace Pan123Dav.Data;

/// <summary>
/// What gateways that spend one budget tell one another, within a second as a rule. A gateway that stands alone has none of this.
/// </summary>
internal interface IGatewayEvents
{
    /// <summary>Tells every gateway, this one included, or later those that cannot be told now. Waits for nothing.</summary>
    /// <param name="topic">Who listens; one word.</param>
    /// <param name="text">One line.</param>
    /// <param name="isLasting">Whether gateways that start much later must hear of it, and others at once.</param>
    void Publish(string topic, string text, bool isLasting = false);

    /// <summary>Hears what is told, one event after another, in an order that is the same at all gateways. One listener a topic.</summary>
    void Subscribe(string topic, Action<GatewayEvent> listener);

    /// <summary>Calls <paramref name="action"/> before anything is told: what was counted since then can be published as one.</summary>
    void OnExchanging(Action action);

    /// <summary>Calls <paramref name="action"/> when what was told is lost: what must last can be published anew.</summary>
    void OnLost(Action action);
}

/// <summary>What a gateway told.</summary>
/// <param name="Text">One line.</param>
/// <param name="IsOwn">Whether it was this gateway, since its start.</param>
/// <param name="Age">How long ago.</param>
internal readonly record struct GatewayEvent(string Text, bool IsOwn, TimeSpan Age)
{
    /// <summary>The words of the text.</summary>
    public string[] Words => Text.Split(' ');

    /// <summary>The word of this index as a number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long GetNumber(int word) => long.Parse(Words[word], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
