namespace Lanekeeper.Models.Relaying;

/// <summary>What apps speak, as the ledger names it.</summary>
internal static class AppFormats
{
    public static string NameOf(WireKind kind) => kind switch
    {
        WireKind.ChatCompletions => "openai.chat_completions",
        WireKind.Responses => "openai.responses",
        WireKind.Embeddings => "openai.embeddings",
        WireKind.Messages => "anthropic.messages",
        _ => "anthropic.count_tokens",
    };
}
