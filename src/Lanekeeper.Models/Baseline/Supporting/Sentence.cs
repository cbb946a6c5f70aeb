namespace Lanekeeper.Models.Baseline.Supporting;

/// <param name="Passage">The passage's number as people count, from 1; 0 where the sentence is the message's own.</param>
/// <param name="Position">From 0 within its passage.</param>
/// <param name="Own">How often each subject word stands in it.</param>
/// <param name="Title">The subject words of the document's name and heading above it.</param>
/// <param name="Around">The subject words of the whole passage.</param>
internal sealed record Sentence(int Passage, int Position, string Text, IReadOnlyDictionary<string, int> Own, IReadOnlySet<string> Title, IReadOnlySet<string> Around);

/// <summary>A sentence that speaks to the question, the better the higher its score.</summary>
internal sealed record Support(Sentence Sentence, double Score);
