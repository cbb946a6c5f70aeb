using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>A request of an app as one model gets it, ready to be sent as often as it takes.</summary>
internal sealed record RelayRequest
{
    /// <summary>The same for every model that is asked.</summary>
    public required ProjectDefinition Project { get; init; }

    public required RelayCall Call { get; init; }

    public required RequestFacts Facts { get; init; }

    public required Target Target { get; init; }

    public required CallOrigin Origin { get; init; }

    public required CallPrice Price { get; init; }

    /// <summary>What each try holds of limits; <see langword="null"/> where there are none.</summary>
    public required CallHold? Hold { get; init; }

    public required Uri Address { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The provider's key, to be blotted out where it comes back.</summary>
    public required string Secret { get; init; }

    /// <summary>As it is sent: the app's bytes but for the model's pinned id and the question for usage.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When the app's request came in, as a timestamp.</summary>
    public required long Received { get; init; }

    /// <summary>Until when this model may take.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>How long that is from when it is asked first.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The format that the app speaks.</summary>
    public WireKind Kind => Call.Kind;

    /// <summary>The format in which the provider is spoken to.</summary>
    public WireKind Spoken => Translation.Spoken(Call.Kind, Target.Model.Provider) ?? Call.Kind;

    public bool IsTranslated => Spoken != Kind;

    public string Model => ModelLabel.Of(Target.Model);

    public string Provider => ModelLabel.ProviderOf(Target.Model);

    /// <summary>Usage was asked for by us alone, so the chunk that holds nothing else stays here.</summary>
    public bool TakesUsageOut => !IsTranslated && Kind == WireKind.ChatCompletions && Facts.IsStream && !Facts.IncludeUsage;
}

/// <param name="First">For the model that the route chooses.</param>
internal sealed record RelayPlan(RelayRequest First, StandIns StandIns);
