using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>Where a format is served, and how a provider wants its key.</summary>
internal static class Addresses
{
    private static readonly Uri OpenAi = new("https://api.openai.com/v1");
    private static readonly Uri Anthropic = new("https://api.anthropic.com");

    public static Uri Of(WireKind kind, ModelDefinition model)
    {
        var isAnthropic = kind.IsAnthropic();
        var root = (model.BaseUrl ?? (isAnthropic ? Anthropic : OpenAi)).AbsoluteUri.TrimEnd('/');

        // Anthropic's clients give the address without /v1; with it is understood too.
        return new Uri(isAnthropic && !root.EndsWith("/v1", StringComparison.Ordinal) ? $"{root}/v1/{Path(kind)}" : $"{root}/{Path(kind)}");
    }

    public static KeyValuePair<string, string>? Credential(WireKind kind, string key) =>
        key.Length == 0 ? null
        : kind.IsAnthropic() ? new("x-api-key", key)
        : new("Authorization", $"Bearer {key}");

    private static string Path(WireKind kind) => kind switch
    {
        WireKind.ChatCompletions => "chat/completions",
        WireKind.Responses => "responses",
        WireKind.Embeddings => "embeddings",
        WireKind.Messages => "messages",
        _ => "messages/count_tokens",
    };
}
