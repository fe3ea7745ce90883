"""What cards of China, Taiwan, Hong Kong, Singapore and Korea say in their own writing, and how they print addresses.

``chinese`` and ``korean`` make the content, ``people`` the names, ``numbers`` the telephone numbers and domains, and
``addresses`` set a postal address in type. Words are in ``words/chinese.toml`` and ``words/korean.toml``.
"""
