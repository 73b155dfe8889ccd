"""Every rule about the Korean language, and about the labels that Korean study notes use.

`letters` knows characters, `sentences` tells sentences from names, `words` knows which words a term can have, and
`labels` lists what notes write before examples, sources and so on, in Korean and English. `questions`, `choices`,
`answers` and `exam_titles` know how notes mark these, also in Japanese and Chinese. The rules were chosen on real study
notes: they would rather miss a title or a term than find a wrong one.
"""
